import { usageError } from "../../errors.ts";
import { type FileContent, piecesOf } from "./file.ts";

/** A field of a record; whether it stood in quotes tells an empty text from nothing. */
export interface CsvField {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** A record with the line on which it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly CsvField[];
  /** In characters. */
  readonly size: number;
  /** Why it is none, where a quote is out of place. */
  readonly problem?: string;
}

/** The records of a CSV file (RFC 4180: quotes around fields, doubled inside them, line ends inside quotes), some at once. */
export async function* csvRecords(file: FileContent, delimiter: string): AsyncGenerator<readonly CsvRecord[]> {
  if ([...delimiter].length !== 1 || /["\r\n]/.test(delimiter)) {
    throw usageError(`A CSV file's delimiter is one character, not ${JSON.stringify(delimiter)}.`);
  }
  const decoder = new TextDecoder("utf-8");
  const parser = makeParser(delimiter);
  for await (const piece of piecesOf(file)) {
    for (let at = 0; at < piece.length; at += bytesAtOnce) {
      const records = parser.parse(decoder.decode(piece.subarray(at, at + bytesAtOnce), { stream: true }));
      if (records.length > 0) yield records;
    }
  }
  yield [...parser.parse(decoder.decode()), ...parser.end()];
}

/** The fields of one text keep all of it in memory. */
const bytesAtOnce = 1 << 18;

/** Takes whole records off the text so far and keeps the rest, which it reads again with more. */
const makeParser = (delimiter: string) => {
  let rest = "";
  let line = 1;
  let isOneColumn: boolean | undefined;
  const take = (isLast: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    for (;;) {
      const read = readRecord(rest, at, delimiter, isLast);
      if (!read) break;
      const { fields, problem } = read;
      const isBlank = fields.length === 1 && fields[0]?.text === "" && !fields[0].isQuoted;
      // Of one column a blank line is a row, whose value is nothing.
      isOneColumn ??= isBlank ? undefined : fields.length === 1;
      if (!isBlank || isOneColumn)
        records.push({ line, fields, size: read.end - at, ...(problem !== undefined && { problem }) });
      line += read.lines;
      at = read.end;
    }
    rest = rest.slice(at);
    return records;
  };
  return {
    parse(text: string): readonly CsvRecord[] {
      rest += text;
      return take(false);
    },
    end: (): readonly CsvRecord[] => take(true),
  };
};

interface Read {
  readonly fields: readonly CsvField[];
  readonly end: number;
  readonly lines: number;
  readonly problem?: string;
}

/** The record at a place; undefined where the text ends before it does. */
const readRecord = (text: string, start: number, delimiter: string, isLast: boolean): Read | undefined => {
  if (start >= text.length) return undefined;
  const fields: CsvField[] = [];
  let at = start;
  let lines = 1;
  let problem: string | undefined;
  for (;;) {
    const field = text[at] === '"' ? readQuoted(text, at + 1) : readPlain(text, at, delimiter);
    if (!field) {
      if (!isLast) return undefined;
      return { fields, end: text.length, lines, problem: "a quote is opened and never closed" };
    }
    fields.push({ text: field.text, isQuoted: text[at] === '"' });
    lines += field.lines;
    at = field.end;
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (at >= text.length) return isLast ? { fields, end: at, lines, ...(problem && { problem }) } : undefined;
    if (text[at] === "\n") return { fields, end: at + 1, lines, ...(problem && { problem }) };
    // A carriage return at the very end may have its line feed in the next piece.
    if (text[at] === "\r" && at + 1 >= text.length && !isLast) return undefined;
    if (text[at] === "\r")
      return { fields, end: at + (text[at + 1] === "\n" ? 2 : 1), lines, ...(problem && { problem }) };
    problem = "something stands behind a closing quote";
    at = readPlain(text, at, delimiter).end;
    if (text[at] === delimiter) at += 1;
  }
};

interface ReadField {
  readonly text: string;
  readonly end: number;
  readonly lines: number;
}

const readPlain = (text: string, start: number, delimiter: string): ReadField => {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { text: text.slice(start, end), end, lines: 0 };
};

const readQuoted = (text: string, start: number): ReadField | undefined => {
  for (let from = start; ; ) {
    const quote = text.indexOf('"', from);
    // A quote at the very end may be the first of two.
    if (quote < 0) return undefined;
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const inside = text.slice(start, quote);
    return { text: inside.replaceAll('""', '"'), end: quote + 1, lines: inside.split("\n").length - 1 };
  }
};
