import type { DuckDBConnection } from "@duckdb/node-api";
import type { Schema } from "../../schema.ts";
import type { ScannedFiles } from "../engine.ts";
import type { PickedEnd } from "../read/picked-lines.ts";
import type { SourceTable } from "./building.ts";
import type { Connected } from "./instance.ts";
import { writeTable } from "./write-table.ts";

/** Columns of the table that a careful read makes, beside the source's. */
export const certain = '"pinbook certain"';
const place = '"pinbook place"';
const mended = '"pinbook mended"';

/** Lines in doubt past this share are read in JavaScript with all others. */
const mostInDoubt = 0.05;
const fewInDoubt = 10_000;

/**
 * Reads files of JSON lines into a table, of which DuckDB takes the lines of which it is certain and JavaScript the others;
 * false, and no table, where those are too many or the two do not count as many lines. `select` has a row a line, in their order.
 */
export const loadLines = async (
  connected: Connected,
  files: ScannedFiles,
  source: SourceTable,
  read: string,
  select: string,
): Promise<boolean> => {
  const { connection } = connected;
  await connection.run(`CREATE TEMP TABLE ${read} AS ${select}`);
  const places = await numbers(connection, `SELECT rowid FROM ${read} WHERE NOT ${certain} ORDER BY rowid`);
  if (places.length === 0) return true;
  const [total = 0] = await numbers(connection, `SELECT count(*) FROM ${read}`);
  const areFew = places.length <= Math.max(fewInDoubt, total * mostInDoubt);
  const end = areFew ? await mend(connected, files, source, read, places) : undefined;
  if (end?.lines === total) {
    end.reject();
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
  files: ScannedFiles,
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
