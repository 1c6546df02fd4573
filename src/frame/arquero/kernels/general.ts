import type { generalFunctions } from "../../functions/general.ts";
import { comparatorOf, positiveZero } from "../compare.ts";
import { just, type Kernel, type Maker, receiverType } from "./kernel.ts";

type Test = (order: number) => boolean;

const comparing =
  (test: Test): Maker =>
  (node) => {
    const compare = comparatorOf(receiverType(node));
    return (a: never, b: never) => test(compare(a, b));
  };

const and: Kernel = (...values: (boolean | null)[]) => {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
};

const or: Kernel = (...values: (boolean | null)[]) => {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
};

const within: Maker = (node) => {
  const compare = comparatorOf(receiverType(node));
  return (value: unknown, ...list: unknown[]) => {
    if (value === null) return null;
    if (list.some((one) => one !== null && compare(value as never, one as never) === 0)) return true;
    return list.includes(null) ? null : false;
  };
};

const same: Maker = (node) => {
  const compare = comparatorOf(receiverType(node));
  return (a: unknown, b: unknown) => (a === null || b === null ? a === b : compare(a as never, b as never) === 0);
};

const extreme =
  (sign: 1 | -1): Maker =>
  (node) => {
    const compare = comparatorOf(node.type);
    return (...values: unknown[]) => {
      const present = values.filter((value) => value !== null);
      if (present.length === 0) return null;
      const found = present.reduce((best, value) => (compare(value as never, best as never) * sign > 0 ? value : best));
      return positiveZero(found);
    };
  };

export const generalKernels: Readonly<Record<keyof typeof generalFunctions, Maker>> = {
  eq: comparing((order) => order === 0),
  ne: comparing((order) => order !== 0),
  lt: comparing((order) => order < 0),
  le: comparing((order) => order <= 0),
  gt: comparing((order) => order > 0),
  ge: comparing((order) => order >= 0),
  same,
  in: within,
  isNull: just((value: unknown) => value === null),
  isNotNull: just((value: unknown) => value !== null),
  coalesce: just((...values: unknown[]) => values.find((value) => value !== null) ?? null),
  greatest: extreme(1),
  least: extreme(-1),
  and: just(and),
  or: just(or),
  not: just((value: boolean) => !value),
  list: just((...values: unknown[]) => values),
};
