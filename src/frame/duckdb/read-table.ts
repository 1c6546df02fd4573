import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from "@duckdb/node-api";
import type { ColumnTable, Schema } from "../../schema.ts";
import { identifier } from "./quote.ts";
import { isPackable, type UnpackedColumn, unpackColumn } from "./unpack-column.ts";
import { fromDuckdb } from "./values.ts";

/** The rows of a query as columns. */
export const readTable = async (connection: DuckDBConnection, select: string, schema: Schema): Promise<ColumnTable> => {
  const columns = emptyColumns(schema);
  for await (const table of readBatches(connection, select, schema, batchRows * batchesAtOnce)) {
    schema.forEach(({ name }, index) => {
      push(columns[index] as unknown[], table.columns[name] ?? []);
    });
  }
  return tableOf(columns, schema);
};

/** The rows of a query as tables of some `rows` rows each, the last one excepted. */
export async function* readBatches(
  connection: DuckDBConnection,
  select: string,
  schema: Schema,
  rows: number,
): AsyncGenerator<ColumnTable> {
  if (schema.some((field) => isPackable(field.type))) yield* readPacked(connection, select, schema, rows);
  else yield* readChunks(await connection.stream(select), schema, rows);
}

const batchRows = 2048;
const batchesAtOnce = 64;
/** Fewer rows are read as they are. */
const leastPacked = 4096;
const result = '"pinbook result"';

/** The result becomes a table, so that its rows can be put together in batches, each of which crosses as one row. */
async function* readPacked(
  connection: DuckDBConnection,
  select: string,
  schema: Schema,
  rows: number,
): AsyncGenerator<ColumnTable> {
  const names = schema.map((_, index) => identifier(`c${index}`));
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${result} (${names.join(", ")}) AS\n${select}`);
  const [[total] = []] = (await connection.runAndReadAll(`SELECT count(*) FROM ${result}`)).getRows();
  const count = Number(total);
  if (count <= leastPacked) {
    yield* readChunks(await connection.stream(`SELECT * FROM ${result} ORDER BY rowid`), schema, rows);
    return;
  }
  const columns = schema.map((field, index) => unpackColumn(field, names[index] ?? ""));
  const step = Math.max(Math.round(rows / batchRows), 1) * batchRows;
  for (let from = 0; from < count; from += step) {
    const range = `rowid >= ${from} AND rowid < ${from + step}`;
    yield (await readRange(connection, columns, schema, range)) ?? (await readPlain(connection, schema, range));
  }
}

/** Rows of the result, batch by batch; undefined where a text holds a character that stands between texts. */
const readRange = async (
  connection: DuckDBConnection,
  columns: readonly UnpackedColumn[],
  schema: Schema,
  range: string,
): Promise<ColumnTable | undefined> => {
  const select = columns.flatMap((column) => column.select);
  const query = `SELECT count(*), ${select.join(", ")} FROM ${result} WHERE ${range} GROUP BY rowid // ${batchRows} ORDER BY rowid // ${batchRows}`;
  const batches = (await connection.runAndReadAll(query)).getRows();
  const values = emptyColumns(schema);
  for (const [size, ...parts] of batches) {
    let at = 0;
    for (const [index, column] of columns.entries()) {
      const unpacked = column.unpack(parts.slice(at, at + column.select.length), Number(size));
      if (!unpacked) return undefined;
      push(values[index] as unknown[], unpacked);
      at += column.select.length;
    }
  }
  return tableOf(values, schema);
};

const readPlain = async (connection: DuckDBConnection, schema: Schema, range: string): Promise<ColumnTable> => {
  const columns = emptyColumns(schema);
  const rows = await connection.stream(`SELECT * FROM ${result} WHERE ${range} ORDER BY rowid`);
  for await (const chunk of chunksOf(rows)) addChunk(columns, chunk, schema);
  return tableOf(columns, schema);
};

async function* readChunks(rows: DuckDBResult, schema: Schema, count: number): AsyncGenerator<ColumnTable> {
  let columns = emptyColumns(schema);
  for await (const chunk of chunksOf(rows)) {
    addChunk(columns, chunk, schema);
    if ((columns[0]?.length ?? 0) < count) continue;
    yield tableOf(columns, schema);
    columns = emptyColumns(schema);
  }
  if ((columns[0]?.length ?? 0) > 0) yield tableOf(columns, schema);
}

async function* chunksOf(rows: DuckDBResult): AsyncGenerator<DuckDBDataChunk> {
  for (;;) {
    const chunk = await rows.fetchChunk();
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

const emptyColumns = (schema: Schema): readonly unknown[][] => schema.map(() => []);

const push = (column: unknown[], values: ArrayLike<unknown>): void => {
  for (let index = 0; index < values.length; index++) column.push(values[index]);
};

const tableOf = (columns: readonly (readonly unknown[])[], schema: Schema): ColumnTable => ({
  schema,
  rowCount: columns[0]?.length ?? 0,
  columns: Object.fromEntries(schema.map(({ name }, index) => [name, columns[index] ?? []])),
});
