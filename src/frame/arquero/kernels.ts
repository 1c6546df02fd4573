import { PinbookError } from "../../errors.ts";
import { utcDate } from "../cast.ts";
import type { FunctionName } from "../functions.ts";
import { compilePattern } from "../pattern.ts";
import type { CallNode } from "../plan.ts";
import { comparatorOf } from "./compare.ts";

/** A function over values as columns hold them. */
export type Kernel = (...values: never[]) => unknown;

/** Functions of three-valued logic and null handling get nulls; to all others a null argument gives null without a call. */
export const seesNulls: ReadonlySet<FunctionName> = new Set<FunctionName>([
  "same",
  "in",
  "isNull",
  "isNotNull",
  "coalesce",
  "and",
  "or",
  "list",
]);

/** The function of a call, made once for all rows. */
export const kernelOf = (node: CallNode): Kernel => makers[node.fn](node);

type Maker = (node: CallNode) => Kernel;
type Test = (order: number) => boolean;

const comparing =
  (test: Test): Maker =>
  (node) => {
    const compare = comparatorOf(receiverType(node));
    return (a: never, b: never) => test(compare(a, b));
  };

const receiverType = (node: CallNode) => node.args[0]?.type ?? "string";
const just =
  (kernel: Kernel): Maker =>
  () =>
    kernel;

const arithmetic =
  (numbers: (a: number, b: number) => number | null, bigints: (a: bigint, b: bigint) => bigint | null): Maker =>
  (node) => {
    if (node.type === "int64") return (a: bigint, b: bigint) => within64(bigints(a, b), node.fn);
    return node.type === "int32" ? (a: number, b: number) => within32(numbers(a, b), node.fn) : numbers;
  };

const unary =
  (numbers: (a: number) => number, bigints: (a: bigint) => bigint): Maker =>
  (node) => {
    if (node.type === "int64") return (a: bigint) => within64(bigints(a), node.fn);
    return node.type === "int32" ? (a: number) => within32(numbers(a), node.fn) : numbers;
  };

const within32 = (value: number | null, fn: string): number | null => {
  if (value === null || (value | 0) === value) return value === null ? null : value + 0;
  throw new PinbookError(
    `${fn}() gave ${value}, which does not fit int32: cast an argument to int64 or float64 first.`,
  );
};

const within64 = (value: bigint | null, fn: string): bigint | null => {
  if (value === null || BigInt.asIntN(64, value) === value) return value;
  throw new PinbookError(`${fn}() gave ${value}, which does not fit int64: cast an argument to float64 first.`);
};

const roundAwayFromZero = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

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

const includes: Maker = (node) => {
  const type = receiverType(node);
  if (typeof type === "string" || type.kind !== "list") return (text: string, part: string) => text.includes(part);
  const compare = comparatorOf(type.element);
  return (list: readonly unknown[], value: never) =>
    list.some((one) => one !== null && compare(one as never, value) === 0);
};

const codePoints = (text: string): number => {
  let count = text.length;
  for (let index = 1; index < text.length; index++) {
    const isPair = (text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
    if (isPair) count--;
  }
  return count;
};

const patternFor = (node: CallNode): RegExp => compilePattern(node.pattern ?? { source: "", flags: "" });

const matches: Maker = (node) => {
  const pattern = new RegExp(patternFor(node).source, patternFor(node).flags.replace("g", ""));
  return (text: string) => pattern.test(text);
};

const extract: Maker = (node) => {
  const pattern = new RegExp(patternFor(node).source, patternFor(node).flags.replace("g", ""));
  return (text: string, group: number) => pattern.exec(text)?.[group] ?? null;
};

const replace: Maker = (node) => {
  const pattern = patternFor(node);
  return (text: string, by: string) => text.replace(pattern, by);
};

const part = (read: (date: Date) => number): Maker => just((value: number | bigint) => read(utcDate(value)));

const makers: Readonly<Record<FunctionName, Maker>> = {
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
  and: just(and),
  or: just(or),
  not: just((value: boolean) => !value),
  add: arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  sub: arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  mul: arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  div: just((a: number, b: number) => (b === 0 ? null : a / b)),
  mod: arithmetic(
    (a, b) => (b === 0 ? null : a % b),
    (a, b) => (b === 0n ? null : a % b),
  ),
  neg: unary(
    (a) => -a,
    (a) => -a,
  ),
  abs: unary(Math.abs, (a) => (a < 0n ? -a : a)),
  round: just(roundAwayFromZero),
  floor: just(Math.floor),
  ceil: just(Math.ceil),
  sqrt: just((value: number) => (value < 0 ? null : Math.sqrt(value))),
  ln: just((value: number) => (value <= 0 ? null : Math.log(value))),
  lower: just((text: string) => text.toLowerCase()),
  upper: just((text: string) => text.toUpperCase()),
  trim: just((text: string) => text.trim()),
  length: (node) => (receiverType(node) === "string" ? codePoints : (list: readonly unknown[]) => list.length),
  concat: just((...texts: string[]) => texts.join("")),
  startsWith: just((text: string, part: string) => text.startsWith(part)),
  endsWith: just((text: string, part: string) => text.endsWith(part)),
  includes,
  split: just((text: string, separator: string) => text.split(separator)),
  matches,
  extract,
  replace,
  replaceText: just((text: string, what: string, by: string) => text.replaceAll(what, () => by)),
  get: just((list: readonly unknown[], index: number) => list[index] ?? null),
  join: just((list: readonly unknown[], separator: string) => list.filter((one) => one !== null).join(separator)),
  list: just((...values: unknown[]) => values),
  year: part((date) => date.getUTCFullYear()),
  month: part((date) => date.getUTCMonth() + 1),
  day: part((date) => date.getUTCDate()),
  weekday: part((date) => date.getUTCDay() || 7),
  hour: part((date) => date.getUTCHours()),
  minute: part((date) => date.getUTCMinutes()),
  second: part((date) => date.getUTCSeconds()),
};
