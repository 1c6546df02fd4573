import { type Row, type TableName, tableColumns } from "./tables.ts";

/** A row as mysql2 gives it by the text protocol → the form of all sources, with datetimes in ISO 8601. */
export const toRow = (table: TableName, packet: Readonly<Record<string, unknown>>): Row => {
  const dates = dateColumns[table];
  return Object.fromEntries(
    Object.entries(packet).map(([name, value]) => [name, dates.has(name) ? isoDate(value) : plainValue(value)]),
  );
};

const datesOf = (table: TableName): ReadonlySet<string> =>
  new Set(tableColumns[table].filter(({ type }) => type === "datetime").map(({ name }) => name));

const dateColumns: Readonly<Record<TableName, ReadonlySet<string>>> = {
  pinterest_data: datesOf("pinterest_data"),
  geolocation_data: datesOf("geolocation_data"),
  user_data: datesOf("user_data"),
};

const isoDate = (value: unknown): string | null =>
  value === null ? null : String(value).replace(" ", "T").slice(0, 19);

const plainValue = (value: unknown): string | number | null => {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  return Buffer.isBuffer(value) ? value.toString("utf8") : String(value);
};
