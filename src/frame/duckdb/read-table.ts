import type { DuckDBDataChunk, DuckDBResult } from "@duckdb/node-api";
import type { ColumnTable, Schema } from "../../schema.ts";
import { fromDuckdb } from "./values.ts";

/** The rows of a result as columns, read chunk by chunk. */
export const readTable = async (result: DuckDBResult, schema: Schema): Promise<ColumnTable> => {
  const columns = schema.map((): unknown[] => []);
  for await (const chunk of chunksOf(result)) addChunk(columns, chunk, schema);
  return tableOf(columns, schema);
};

/** The rows of a result as tables of at least so many rows each, the last one excepted. */
export async function* readBatches(result: DuckDBResult, schema: Schema, rows: number): AsyncGenerator<ColumnTable> {
  let columns = schema.map((): unknown[] => []);
  for await (const chunk of chunksOf(result)) {
    addChunk(columns, chunk, schema);
    if ((columns[0]?.length ?? 0) < rows) continue;
    yield tableOf(columns, schema);
    columns = schema.map(() => []);
  }
  if ((columns[0]?.length ?? 0) > 0) yield tableOf(columns, schema);
}

async function* chunksOf(result: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    yield chunk;
  }
}

const addChunk = (columns: readonly unknown[][], chunk: DuckDBDataChunk, schema: Schema): void => {
  const { rowCount } = chunk;
  schema.forEach((field, index) => {
    const vector = chunk.getColumnVector(index);
    const values = columns[index] as unknown[];
    const convert = fromDuckdb(field.type) as ((value: unknown) => unknown) | undefined;
    for (let row = 0; row < rowCount; row++) {
      const value = vector.getItem(row);
      values.push(convert ? convert(value) : value);
    }
  });
};

const tableOf = (columns: readonly (readonly unknown[])[], schema: Schema): ColumnTable => ({
  schema,
  rowCount: columns[0]?.length ?? 0,
  columns: Object.fromEntries(schema.map(({ name }, index) => [name, columns[index] ?? []])),
});
