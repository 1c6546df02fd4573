import { messageOf } from "../errors.ts";
import type { ColumnTable, Schema } from "../schema.ts";
import { fitValue } from "./fit-value.ts";
import type { Frame } from "./frame.ts";
import { fromColumns, type SourceOptions } from "./from-rows.ts";
import type { RowOf } from "./row-type.ts";

/** A file with its whole content. */
export interface FileBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A line that became no row. */
export interface Rejected {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
  /** The line itself, its first 200 characters. */
  readonly text: string;
}

export interface NdjsonOptions extends SourceOptions {
  /** Told of each rejected line as it is met. */
  readonly onReject?: (rejected: Rejected) => void;
}

/** What reading gave: the rows, and the lines that became none. */
export interface NdjsonResult<S extends Schema> {
  readonly frame: Frame<RowOf<S>>;
  readonly rejected: readonly Rejected[];
}

/**
 * Reads JSON lines: one object a line, in files of one line or many, blank lines left out. A line that is no object, or
 * lacks what the schema needs, or has a value of another type, is rejected with its reason; fields that the schema does not
 * name are left out. Order: that of the files, then of their lines.
 */
export const readNdjson = async <const S extends Schema>(
  files: AsyncIterable<FileBytes>,
  schema: S,
  options: NdjsonOptions = {},
): Promise<NdjsonResult<S>> => {
  const columns = schema.map((): unknown[] => []);
  const rejected: Rejected[] = [];
  let rowCount = 0;
  for await (const file of files) {
    for (const { line, text } of linesOf(file.bytes)) {
      const problem = readLine(text, schema, columns);
      if (problem === undefined) rowCount++;
      else reject({ file: file.path, line, reason: problem, text: show(text) }, rejected, options);
    }
  }
  return { frame: fromColumns(tableOf(schema, columns, rowCount), options) as Frame<RowOf<S>>, rejected };
};

const reject = (one: Rejected, rejected: Rejected[], options: NdjsonOptions): void => {
  rejected.push(one);
  options.onReject?.(one);
};

const tableOf = (schema: Schema, columns: readonly unknown[][], rowCount: number): ColumnTable => ({
  schema,
  rowCount,
  columns: Object.fromEntries(schema.map((field, index) => [field.name, columns[index] ?? []])),
});

const newline = 10;

const linesOf = function* (bytes: Uint8Array): Generator<{ line: number; text: string | undefined }> {
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const text = decode(bytes.subarray(start, end));
    if (text === undefined || text.trim() !== "") yield { line, text };
    start = end + 1;
  }
};

const decoder = new TextDecoder("utf-8", { fatal: true });

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

/** Adds a line's values to the columns, or gives the reason why it cannot. */
const readLine = (text: string | undefined, schema: Schema, columns: readonly unknown[][]): string | undefined => {
  if (text === undefined) return "the line is not UTF-8";
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (error) {
    return `the line is not JSON: ${messageOf(error)}`;
  }
  if (typeof row !== "object" || row === null || Array.isArray(row)) return "the line is JSON but no object";
  const fitted: unknown[] = [];
  for (const field of schema) {
    const one = fitValue((row as Record<string, unknown>)[field.name], field);
    if ("problem" in one) return one.problem;
    fitted.push(one.value);
  }
  for (const [index, value] of fitted.entries()) columns[index]?.push(value);
  return undefined;
};

const show = (text: string | undefined): string => (text ?? "").slice(0, 200);
