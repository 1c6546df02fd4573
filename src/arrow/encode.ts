import {
  type DataType as ArrowType,
  field as arrowField,
  binary,
  bool,
  columnFromArray,
  dateDay,
  decimal,
  float32,
  float64,
  int8,
  int16,
  int32,
  int64,
  list,
  map,
  struct,
  TimeUnit,
  tableFromColumns,
  tableToIPC,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import { unscaledOf } from "../decimal.ts";
import type { ColumnTable, DataType, Field } from "../schema.ts";

/** An Arrow IPC file (or stream) of these rows; the values must fit the schema. */
export const encodeArrow = (rows: ColumnTable, format: "file" | "stream" = "file"): Uint8Array => {
  const columns = rows.schema.map(({ name, type }) => {
    const convert = valueTo(type);
    const given = Array.from(rows.columns[name] ?? []);
    return [
      name,
      columnFromArray(convert ? given.map((value) => orNull(value, convert)) : given, arrowType(type, stored())),
    ] as const;
  });
  const table = tableFromColumns(columns as never);
  // Times are stored as whole numbers, which their own types would take for milliseconds.
  const named = { ...table.schema, fields: rows.schema.map((field) => arrowFieldOf(field, shown())) };
  const bytes = tableToIPC(Object.assign(table, { schema: named }), { format });
  if (!bytes) throw new Error("the columns gave no Arrow file");
  return bytes;
};

/** The types that differ between what is stored and what readers are told. */
interface Times {
  readonly date: ArrowType;
  readonly timestamp: ArrowType;
  readonly timestamp_ntz: ArrowType;
}

const stored = (): Times => ({ date: int32(), timestamp: int64(), timestamp_ntz: int64() });
const shown = (): Times => ({
  date: dateDay(),
  timestamp: timestamp(TimeUnit.MICROSECOND, "UTC"),
  timestamp_ntz: timestamp(TimeUnit.MICROSECOND),
});

const scalars = () => ({
  boolean: bool(),
  int8: int8(),
  int16: int16(),
  int32: int32(),
  int64: int64(),
  float32: float32(),
  float64: float64(),
  string: utf8(),
  binary: binary(),
});

const arrowFieldOf = ({ name, type, nullable }: Field, times: Times) =>
  arrowField(name, arrowType(type, times), nullable);

const arrowType = (type: DataType, times: Times): ArrowType => {
  if (typeof type === "string") return { ...scalars(), ...times }[type];
  switch (type.kind) {
    case "decimal":
      return decimal(type.precision, type.scale, 128);
    case "list":
      return list(arrowField("item", arrowType(type.element, times), type.containsNull));
    case "struct":
      return struct(type.fields.map((field) => arrowFieldOf(field, times)));
    case "map":
      return map(
        arrowField("key", arrowType(type.key, times), false),
        arrowField("value", arrowType(type.value, times), type.valueContainsNull),
      );
  }
};

type Convert = (value: never) => unknown;

const orNull = (value: unknown, convert: Convert | undefined): unknown =>
  value === null || !convert ? value : convert(value as never);

/** How a column's value becomes what the library takes; undefined where it is that already. */
const valueTo = (type: DataType): Convert | undefined => {
  if (typeof type === "string") return undefined;
  switch (type.kind) {
    case "decimal":
      return (digits: string) => unscaledOf(digits, type.precision, type.scale);
    case "list": {
      const convert = valueTo(type.element);
      return convert && ((values: readonly unknown[]) => values.map((value) => orNull(value, convert)));
    }
    case "struct": {
      const fields = type.fields.map((field) => [field.name, valueTo(field.type)] as const);
      return (row: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(fields.map(([name, convert]) => [name, orNull(row[name], convert)]));
    }
    case "map": {
      const [key, value] = [valueTo(type.key), valueTo(type.value)];
      return (entries: ReadonlyMap<unknown, unknown>) =>
        Array.from(entries, ([name, item]) => [orNull(name, key), orNull(item, value)]);
    }
  }
};
