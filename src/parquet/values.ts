import { type DataType, typeName } from "../schema.ts";
import { problemOf } from "../value-problem.ts";

/** A value as the Parquet reader gives it, in ColumnTable's form; throws where it is of another type. */
export const fromParquet = (type: DataType, value: unknown, place: string): unknown => {
  if (value === null || value === undefined) return null;
  if (typeof type === "string") return scalar(type, value, place);
  switch (type.kind) {
    case "list":
      if (!Array.isArray(value)) throw mismatch(type, value, place);
      return value.map((item) => fromParquet(type.element, item, place));
    case "struct":
      if (!isRecord(value)) throw mismatch(type, value, place);
      return Object.fromEntries(
        type.fields.map((field) => [field.name, fromParquet(field.type, value[field.name], `${place}.${field.name}`)]),
      );
    case "map":
      return new Map(
        entriesOf(value, place).map((entry) => {
          const [key, item] = Object.values(entry);
          return [fromParquet(type.key, key, place), fromParquet(type.value, item, place)];
        }),
      );
    case "decimal":
      throw new Error(`column ${place} has the type ${typeName(type)}, which pinbook does not read yet`);
  }
};

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
  if (!Array.isArray(entries)) throw new Error(`column ${place} is no map in the file`);
  return entries.filter(isRecord);
};

const mismatch = (type: DataType, value: unknown, place: string): Error =>
  new Error(`column ${place} is ${typeName(type)} in the table, but the file holds a ${typeof value}`);
