import type { SchemaTree } from "hyparquet";
import { decimalText, fitDecimal } from "../decimal.ts";
import { type PinbookError, usageError } from "../errors.ts";
import { type DataType, typeName } from "../schema.ts";
import { problemOf } from "../value-problem.ts";

/**
 * A value as the Parquet reader gives it, in ColumnTable's form; throws where it is of another type. `tree` is the file's
 * own type, which alone tells where the point of a decimal is.
 */
export const fromParquet = (type: DataType, value: unknown, place: string, tree?: SchemaTree): unknown => {
  if (value === null || value === undefined) return null;
  if (typeof type === "string") return scalar(type, value, place);
  switch (type.kind) {
    case "list":
      if (!Array.isArray(value)) throw mismatch(type, value, place);
      return value.map((item) => fromParquet(type.element, item, place, elementOf(tree)));
    case "struct":
      if (!isRecord(value)) throw mismatch(type, value, place);
      return Object.fromEntries(
        type.fields.map((field) => {
          const child = tree?.children.find((one) => one.element.name === field.name);
          return [field.name, fromParquet(field.type, value[field.name], `${place}.${field.name}`, child)];
        }),
      );
    case "map": {
      const [keyTree, valueTree] = tree?.children[0]?.children ?? [];
      return new Map(
        entriesOf(value, place).map((entry) => {
          const [key, item] = Object.values(entry);
          return [fromParquet(type.key, key, place, keyTree), fromParquet(type.value, item, place, valueTree)];
        }),
      );
    }
    case "decimal":
      return decimal(type, value, place, tree);
  }
};

/** The element of a list; older writers repeat it without a group around it. */
const elementOf = (tree: SchemaTree | undefined): SchemaTree | undefined => {
  const repeated = tree?.children[0];
  return repeated?.children.length === 1 && /^(list|bag|array)$/.test(repeated.element.name)
    ? repeated.children[0]
    : repeated;
};

const decimal = (
  type: Extract<DataType, { readonly kind: "decimal" }>,
  value: unknown,
  place: string,
  tree: SchemaTree | undefined,
): string => {
  const { scale = 0 } =
    tree?.element.logical_type?.type === "DECIMAL" ? tree.element.logical_type : (tree?.element ?? {});
  const unscaled = value instanceof Uint8Array ? bigEndian(value) : wholeOf(value);
  const digits =
    unscaled === undefined ? undefined : fitDecimal(decimalText(unscaled, scale), type.precision, type.scale);
  if (digits === undefined) throw mismatch(type, value, place);
  return digits;
};

const wholeOf = (value: unknown): bigint | undefined => {
  if (typeof value === "bigint") return value;
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : undefined;
};

/** Two's complement, the highest byte first. */
const bigEndian = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString("hex")}`));

const scalar = (type: DataType & string, value: unknown, place: string): unknown => {
  // A file older than a widening of the column's type holds the narrower one.
  const widened = type === "int64" && typeof value === "number" ? BigInt(value) : value;
  if (problemOf({ name: place, type, nullable: false }, widened) !== undefined) throw mismatch(type, value, place);
  return widened;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const entriesOf = (value: unknown, place: string): readonly Readonly<Record<string, unknown>>[] => {
  const [entries] = isRecord(value) ? Object.values(value) : [];
  if (!Array.isArray(entries)) throw usageError(`column ${place} is no map in the file`);
  return entries.filter(isRecord);
};

const mismatch = (type: DataType, value: unknown, place: string): PinbookError =>
  usageError(`column ${place} is ${typeName(type)} in the table, but the file holds a ${typeof value}`);
