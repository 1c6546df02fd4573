import type { ColumnTable, DataType, Field } from "../schema.ts";
import { type Convert, convertValues } from "./convert-values.ts";
import { int64AsNumbers } from "./int64-numbers.ts";
import type { Row } from "./row-type.ts";
import { dateOfMicros, formatDate, formatTimestamp } from "./timestamp.ts";
import { checkedValues, type TimesAs, type ValueOptions } from "./value-options.ts";

/** Rows as objects with the values that TypeScript sees: int64 as bigint, dates and timestamps as Date, or as the options say. */
export const tableToRows = (table: ColumnTable, options?: ValueOptions): readonly Row[] => {
  const columns = naturalColumns(table, options);
  return Array.from({ length: table.rowCount }, (_, index) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[index]])),
  );
};

/** The columns' names and values as TypeScript sees them. */
export const naturalColumns = (
  table: ColumnTable,
  options: ValueOptions = {},
): readonly (readonly [name: string, values: ArrayLike<unknown>])[] => {
  const { int64 = "bigint", times = "date" } = checkedValues(options);
  const { schema, columns } = int64 === "number" ? int64AsNumbers(table) : table;
  return schema.map((field) => [field.name, withTimes(columns[field.name] ?? [], field, times)]);
};

const withTimes = (values: ArrayLike<unknown>, { type }: Field, times: TimesAs): ArrayLike<unknown> => {
  const convert = convertValues(type, (plain) => timeOf(plain, times));
  return convert ? Array.from(values, (value) => (value === null ? null : convert(value as never))) : values;
};

/** How dates and timestamps become what TypeScript sees; undefined for other types. */
const timeOf = (type: DataType, times: TimesAs): Convert | undefined => {
  if (type === "timestamp" || type === "timestamp_ntz") return ofTimestamp[times];
  return type === "date" ? ofDate[times] : undefined;
};

const ofTimestamp: Readonly<Record<TimesAs, Convert | undefined>> = {
  date: dateOfMicros,
  text: formatTimestamp,
  micros: undefined,
};

const ofDate: Readonly<Record<TimesAs, Convert>> = {
  date: (days: number) => new Date(days * 86_400_000),
  text: formatDate,
  micros: (days: number) => BigInt(days) * 86_400_000_000n,
};
