import type { ColumnTable, Schema } from "../../src/schema.ts";
import type { Transformed } from "../../src/stream/index.ts";

/** The table that the tests stream into. */
export const schema: Schema = [
  { name: "id", type: "int64", nullable: false },
  { name: "name", type: "string", nullable: true },
];

/** Rows `{id, name}` out of records whose data is `{"id": n, "name": text}`; others are rejected. */
export const transform = (records: ColumnTable): Transformed => {
  const parsed = Array.from({ length: records.rowCount }, (_, i) => JSON.parse(String(records.columns.data?.[i])));
  const good = parsed.filter((row) => Number.isInteger(row?.id));
  return {
    rows: {
      schema,
      rowCount: good.length,
      columns: { id: good.map(({ id }) => BigInt(id)), name: good.map(({ name = null }) => name) },
    },
    rejected: parsed.flatMap((row, i) => (good.includes(row) ? [] : [{ row: i, reason: "id is no whole number" }])),
  };
};

/** A record to put: `{"id": n, "name": "n"}`. */
export const idRecord = (id: number) => textRecord(JSON.stringify({ id, name: String(id) }), `k${id}`);

export const textRecord = (text: string, partitionKey = "k") => ({
  partitionKey,
  data: new TextEncoder().encode(text),
});

export const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);
