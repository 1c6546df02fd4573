import type { DataType } from "../schema.ts";
import type { Row } from "./row-type.ts";

/** A value, not null, as another. */
export type Convert = (value: never) => unknown;

/** What becomes of values of a type that is no list, struct or map; undefined where they stay. */
export type ConvertPlain = (type: DataType) => Convert | undefined;

/** What becomes of a type's values where those inside them are converted; undefined where all stay. */
export const convertValues = (type: DataType, plain: ConvertPlain): Convert | undefined => {
  if (typeof type === "string" || type.kind === "decimal") return plain(type);
  const inside = (inner: DataType) => orNull(convertValues(inner, plain));
  switch (type.kind) {
    case "list": {
      const element = inside(type.element);
      return element && ((values: readonly unknown[]) => values.map((value) => element(value)));
    }
    case "struct":
      return ofStruct(type.fields.map(({ name, type: inner }) => [name, inside(inner)] as const));
    case "map":
      return ofMap(inside(type.key), inside(type.value));
  }
};

type ConvertAny = ((value: unknown) => unknown) | undefined;

const ofStruct = (fields: readonly (readonly [string, ConvertAny])[]): Convert | undefined => {
  if (fields.every(([, convert]) => convert === undefined)) return undefined;
  return (value: Row) =>
    Object.fromEntries(fields.map(([name, convert]) => [name, convert ? convert(value[name]) : value[name]]));
};

const ofMap = (key: ConvertAny, item: ConvertAny): Convert | undefined => {
  if (!key && !item) return undefined;
  return (map: ReadonlyMap<unknown, unknown>) =>
    new Map([...map].map(([at, value]) => [key ? key(at) : at, item ? item(value) : value]));
};

const orNull = (convert: Convert | undefined): ConvertAny =>
  convert && ((value) => (value === null || value === undefined ? null : convert(value as never)));
