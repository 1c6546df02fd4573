import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Schema } from "../../schema.ts";
import type { ScannedLines } from "../engine.ts";
import type { PickedEnd } from "../read/picked-lines.ts";
import type { SourceTable } from "./building.ts";
import { isOfReading } from "./errors.ts";
import type { Connected } from "./instance.ts";
import { keyOrdersOf, linesAhead } from "./key-orders.ts";
import { macroStatement, macrosFor } from "./macros.ts";
import { ndjsonSelect } from "./ndjson-select.ts";
import { usualLineOf } from "./usual-line.ts";
import { writeTable } from "./write-table.ts";

/** Columns of the table that a careful read makes, beside the source's. */
const certain = '"pinbook certain"';
const place = '"pinbook place"';
const mended = '"pinbook mended"';

/** Lines in doubt past this share are read in JavaScript with all others. */
const mostInDoubt = 0.05;
const fewInDoubt = 10_000;

/** Makes a view of files of JSON lines, whose rows are read as a query goes; false where JavaScript is to read them. */
export const linesView = async (
  { connection }: Connected,
  files: ScannedLines,
  table: SourceTable,
): Promise<boolean> => {
  const select = await selectOf(connection, table, files);
  if (select === undefined) return false;
  await connection.run(`CREATE TEMP VIEW ${table.table} AS ${select}`);
  return true;
};

/**
 * Reads files of JSON lines into a table, in their order, of which DuckDB takes the lines of which it is certain and
 * JavaScript the others; false where JavaScript is to read them all.
 */
export const linesTable = async (connected: Connected, files: ScannedLines, table: SourceTable): Promise<boolean> => {
  const { connection } = connected;
  const select = await selectOf(connection, table, files, certain);
  const read = `${table.table.slice(0, -1)} as read"`;
  if (select === undefined || !(await isRead(() => readLines(connected, files, table, read, select)))) return false;
  const row = table.row === undefined ? [] : [`rowid AS ${table.row}`];
  const columns = [...table.columns, ...row].join(", ");
  await connection.run(`CREATE TEMP VIEW ${table.table} AS SELECT ${columns} FROM ${read}`);
  return true;
};

const isRead = async (load: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await load();
  } catch (error) {
    if (isOfReading(error)) return false;
    throw error;
  }
};

/** The SELECT of a source's files, whose macros are made. */
const selectOf = async (
  connection: DuckDBConnection,
  table: SourceTable,
  files: ScannedLines,
  certain?: string,
): Promise<string | undefined> => {
  // DuckDB sees no line in a file of a single byte; what is wrong with one that cannot be read JavaScript's reader says.
  const sizes = await Promise.all(files.paths.map((path) => stat(path).catch(() => undefined)));
  if (sizes.some((found) => (found?.size ?? 1) === 1)) return undefined;
  const columns = table.schema.map(({ name }, index) => ({ name, as: table.columns[index] ?? "" }));
  const lines = await linesAhead(files.paths);
  const [keyOrders, usual] = [keyOrdersOf(lines), usualLineOf(lines, files.schema)];
  const select = ndjsonSelect({
    ...{ ...files, columns, keyOrders },
    ...(usual !== undefined && { usual }),
    ...(certain !== undefined && { certain }),
  });
  for (const macro of macrosFor(select ?? "")) await connection.run(macroStatement(macro));
  return select;
};

/** False, and no table, where too many lines are in doubt or DuckDB and JavaScript do not count as many. */
const readLines = async (
  connected: Connected,
  files: ScannedLines,
  source: SourceTable,
  read: string,
  select: string,
): Promise<boolean> => {
  const { connection } = connected;
  await connection.run(`CREATE TEMP TABLE ${read} AS ${select}`);
  const places = await numbers(connection, `SELECT rowid FROM ${read} WHERE NOT ${certain} ORDER BY rowid`);
  if (places.length === 0) {
    await files.allRead();
    return true;
  }
  const [total = 0] = await numbers(connection, `SELECT count(*) FROM ${read}`);
  const areFew = places.length <= Math.max(fewInDoubt, total * mostInDoubt);
  const end = areFew ? await mend(connected, files, source, read, places) : undefined;
  if (end?.lines === total) {
    await end.reject();
    return true;
  }
  await connection.run(`DROP TABLE ${read}`);
  return false;
};

const numbers = async (connection: DuckDBConnection, select: string): Promise<readonly number[]> =>
  (await connection.runAndReadAll(select)).getRows().map(([value]) => Number(value));

/** Puts what JavaScript makes of lines in their places, and takes out those that are no rows. */
const mend = async (
  { duckdb, connection }: Connected,
  files: ScannedLines,
  { schema, columns }: SourceTable,
  read: string,
  places: readonly number[],
): Promise<PickedEnd | undefined> => {
  const picked = files.pick(
    places,
    schema.map(({ name }) => name),
  );
  const placed: Schema = [...schema, { name: place, type: "int32", nullable: false }];
  const staged = {
    source: "",
    table: mended,
    row: undefined,
    filter: undefined,
    isBelowJoin: false,
    schema: placed,
    columns: [...columns, place],
  };
  let end: PickedEnd | undefined;
  const tables = async function* () {
    for (;;) {
      const next = await picked.next();
      if (next.done) {
        end = next.value;
        return;
      }
      const { table, places: at } = next.value;
      yield { ...table, schema: placed, columns: { ...table.columns, [place]: at } };
    }
  };
  await writeTable(duckdb, connection, staged, tables());
  await connection.run(`DELETE FROM ${read} WHERE NOT ${certain} AND rowid NOT IN (SELECT ${place} FROM ${mended})`);
  const values = columns.map((column) => `${column} = ${mended}.${column}`).join(", ");
  await connection.run(`UPDATE ${read} SET ${values} FROM ${mended} WHERE ${read}.rowid = ${mended}.${place}`);
  await connection.run(`DROP TABLE ${mended}`);
  return end;
};
