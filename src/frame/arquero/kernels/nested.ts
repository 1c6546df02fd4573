import type { DataType } from "../../../schema.ts";
import { joinBytes } from "../../bytes.ts";
import type { nestedFunctions } from "../../functions/nested.ts";
import { comparatorOf, positiveZero } from "../compare.ts";
import { keyOf } from "../groups.ts";
import { codePoints, indexOfText, sliceText } from "./code-points.ts";
import { constantOf, just, type Kernel, type Maker, receiverType } from "./kernel.ts";

type List = readonly unknown[];

/** One function for text and one for lists. */
const forTextOr =
  (ofText: Kernel, ofList: (element: DataType) => Kernel): Maker =>
  (node) => {
    const type = receiverType(node);
    return typeof type === "object" && type.kind === "list" ? ofList(type.element) : ofText;
  };

const elementType = (type: DataType): DataType =>
  typeof type === "object" && type.kind === "list" ? type.element : type;

const indexIn = (element: DataType) => {
  const compare = comparatorOf(element);
  return (list: List, value: unknown): number =>
    list.findIndex((one) => one !== null && compare(one as never, value as never) === 0);
};

const length: Maker = (node) => {
  const type = receiverType(node);
  if (type === "string") return codePoints;
  return typeof type === "object" && type.kind === "map"
    ? (map: ReadonlyMap<unknown, unknown>) => map.size
    : (list: List) => list.length;
};

const get: Maker = (node) => {
  const type = receiverType(node);
  if (typeof type === "object" && type.kind === "map") {
    return (map: ReadonlyMap<unknown, unknown>, key: unknown) => map.get(key) ?? null;
  }
  return (list: List, index: number) => list[index] ?? null;
};

const sorted: Maker = (node) => {
  const compare = comparatorOf(elementType(receiverType(node)));
  return (list: List) =>
    [...list].sort((a, b) =>
      a === null || b === null ? Number(a === null) - Number(b === null) : compare(a as never, b as never),
    );
};

const distinct: Maker = (node) => {
  const key = keyOf(elementType(receiverType(node)));
  return (list: List) => {
    const seen = new Set<unknown>();
    return list.filter((value) => seen.size < seen.add(key(value)).size);
  };
};

const extreme =
  (sign: 1 | -1): Maker =>
  (node) => {
    const compare = comparatorOf(elementType(receiverType(node)));
    return (list: List) => {
      const found = list.reduce(
        (best, value) =>
          best === null || (value !== null && compare(value as never, best as never) * sign > 0) ? value : best,
        null,
      );
      return positiveZero(found);
    };
  };

const concat = forTextOr(
  (...texts: string[]) => texts.join(""),
  () =>
    (...lists: List[]) =>
      lists.flat(),
);

export const nestedKernels: Readonly<Record<keyof typeof nestedFunctions, Maker>> = {
  length,
  concat: (node) => (receiverType(node) === "binary" ? joinBytes : concat(node)),
  includes: forTextOr(
    (text: string, part: string) => text.includes(part),
    (element) => {
      const find = indexIn(element);
      return (list: List, value: unknown) => find(list, value) >= 0;
    },
  ),
  indexOf: forTextOr(indexOfText, indexIn),
  slice: (node) => {
    const [start, end] = [Number(constantOf(node, 1)), Number(constantOf(node, 2))];
    const ofText = (text: string) => sliceText(text, start, end);
    const ofList = (list: List) => list.slice(start, end);
    return receiverType(node) === "string" ? ofText : ofList;
  },
  reverse: forTextOr(
    (text: string) => Array.from(text).reverse().join(""),
    () => (list: List) => [...list].reverse(),
  ),
  get,
  join: just((list: List, separator: string) => list.filter((one) => one !== null).join(separator)),
  sort: sorted,
  distinct,
  min: extreme(-1),
  max: extreme(1),
  keys: just((map: ReadonlyMap<unknown, unknown>) => [...map.keys()]),
  values: just((map: ReadonlyMap<unknown, unknown>) => [...map.values()]),
  struct: just((...parts: unknown[]) =>
    Object.fromEntries(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1]]] : []))),
  ),
  field: (node) => {
    const name = constantOf(node, 1);
    return (value: Readonly<Record<string, unknown>>) => value[name] ?? null;
  },
};
