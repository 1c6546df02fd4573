import { unscaledOf } from "./decimal.ts";
import { type DataType, type Field, typeName } from "./schema.ts";

/** Why `value` cannot be stored under `field`, or undefined where it can; the forms are those of ColumnTable. */
export const problemOf = (field: Field, value: unknown): string | undefined => {
  if (value === null || value === undefined) return field.nullable ? undefined : "null, but the column is not nullable";
  return problem(field.type, value);
};

const problem = (type: DataType, value: unknown): string | undefined => {
  if (typeof type === "string") return SCALARS[type](value) ? undefined : notA(type, value);
  if (type.kind === "decimal") {
    const fits = typeof value === "string" && unscaledOf(value, type.precision, type.scale) !== undefined;
    return fits ? undefined : notA(type, value);
  }
  if (type.kind === "list") {
    if (!Array.isArray(value)) return notA(type, value);
    return first(value, (item, at) => inside(type.element, type.containsNull, item, `element ${at}`));
  }
  if (type.kind === "map") {
    if (!(value instanceof Map)) return notA(type, value);
    return first([...value], ([key, item]) => {
      const wrong = inside(type.key, false, key, "key");
      return wrong ?? inside(type.value, type.valueContainsNull, item, `value of ${String(key)}`);
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return notA(type, value);
  return first(type.fields, (field) =>
    inside(field.type, field.nullable, (value as Record<string, unknown>)[field.name], field.name),
  );
};

const inside = (type: DataType, nullable: boolean, value: unknown, place: string): string | undefined => {
  const wrong = problemOf({ name: place, type, nullable }, value);
  return wrong === undefined ? undefined : `${place}: ${wrong}`;
};

const first = <T>(items: readonly T[], check: (item: T, at: number) => string | undefined): string | undefined => {
  for (const [at, item] of items.entries()) {
    const wrong = check(item, at);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};

const whole = (bits: number) => (value: unknown) =>
  Number.isInteger(value) && (value as number) >= -(2 ** (bits - 1)) && (value as number) < 2 ** (bits - 1);
const int64 = (value: unknown): boolean => typeof value === "bigint" && BigInt.asIntN(64, value) === value;
const number = (value: unknown): boolean => typeof value === "number";

const SCALARS: Readonly<Record<DataType & string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === "boolean",
  int8: whole(8),
  int16: whole(16),
  int32: whole(32),
  int64,
  float32: number,
  float64: number,
  // A lone surrogate is no text: UTF-8 cannot hold it.
  string: (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value),
  binary: (value) => value instanceof Uint8Array,
  date: whole(32),
  timestamp: int64,
  timestamp_ntz: int64,
};

const FORMS: Partial<Record<DataType & string, string>> = {
  int64: "a bigint of 64 bits",
  string: "a string without lone surrogates (see toWellFormed)",
  binary: "a Uint8Array",
  date: "a whole number of days since 1970-01-01",
  timestamp: "a bigint of microseconds since 1970",
  timestamp_ntz: "a bigint of microseconds since 1970",
};

const notA = (type: DataType, value: unknown): string => {
  const wanted = typeof type === "string" ? (FORMS[type] ?? `a value of type ${typeName(type)}`) : nestedForm(type);
  return `${shown(value)} instead of ${wanted}`;
};

const nestedForm = (type: Exclude<DataType, string>): string =>
  type.kind === "decimal" ? `the digits of a ${typeName(type)}, as text` : typeName(type);

const shown = (value: unknown): string => {
  if (typeof value === "bigint") return `the bigint ${value}`;
  if (typeof value === "object" && value !== null) return `a ${value.constructor?.name ?? "object"}`;
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return `the ${typeof value} ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
};
