import type { ColumnTable, Schema } from "../../schema.ts";
import { type FileContent, piecesOf } from "./file.ts";
import { fillColumns } from "./fill.ts";
import { jsonLine } from "./json-lines.ts";
import type { Rejects } from "./rejects.ts";
import { addRow } from "./tables.ts";

/** Rows of some lines of files of JSON lines. */
export interface PickedRows {
  /** The lines' places among all lines of all files that are not blank, from 0, as many as the table has rows. */
  readonly places: readonly number[];
  readonly table: ColumnTable;
}

/** The number of all lines that have a place, and what rejects those that were picked and are no rows. */
export interface PickedEnd {
  readonly lines: number;
  readonly reject: () => Promise<void>;
}

/** The rows of the lines at these places, sorted. A line of ASCII's white space alone has no place. */
export async function* pickedRows(
  files: AsyncIterable<FileContent>,
  places: readonly number[],
  schema: Schema,
  columns: readonly string[],
  rejects: Rejects,
): AsyncGenerator<PickedRows, PickedEnd> {
  const filling = fillColumns(schema, columns);
  const refused: Parameters<Rejects["add"]>[] = [];
  let found: number[] = [];
  let next = 0;
  let place = 0;
  for await (const file of files) {
    let line = 0;
    for await (const bytes of lineBytes(file)) {
      line += 1;
      if (isBlank(bytes)) continue;
      if (place === places[next]) {
        next += 1;
        const text = decode(bytes, line === 1);
        const isNothing = text?.trim() === "";
        const problem = isNothing ? undefined : addRow(filling, jsonLine(file.path, line, text));
        if (problem !== undefined) refused.push([file.path, line, problem, text]);
        else if (!isNothing) found.push(place);
      }
      place += 1;
      if (found.length < mostRows) continue;
      yield { places: found, table: filling.take() };
      found = [];
    }
  }
  if (found.length > 0) yield { places: found, table: filling.take() };
  const reject = async (): Promise<void> => {
    for (const one of refused) rejects.add(...one);
    await rejects.end(true);
  };
  return { lines: place, reject };
}

const mostRows = 16_384;
const newline = 10;

/** The lines of a file as bytes, without their ends. */
async function* lineBytes(file: FileContent): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const piece of piecesOf(file)) {
    let start = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      const last = piece.subarray(start, end);
      yield rest.length === 0 ? last : Buffer.concat([...rest, last]);
      rest = [];
      start = end + 1;
    }
    if (start < piece.length) rest.push(piece.slice(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

/** Whether a line is of white space of ASCII alone, line feeds excepted. */
const isBlank = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte === 32 || byte === 9 || (byte >= 11 && byte <= 13));

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A line's text; only a file's first line may begin with a byte order mark. */
const decode = (bytes: Uint8Array, isFirst: boolean): string | undefined => {
  try {
    const text = decoder.decode(bytes);
    return isFirst ? text.replace(/^\ufeff/, "") : text;
  } catch {
    return undefined;
  }
};
