/** What was cut from a notebook's outputs while it was read. */
export interface OutputCut {
  /** Places among the cells, and among the outputs of the cell, from 0. */
  readonly cell: number;
  readonly output: number;
  /** The MIME type, or the field. */
  readonly field: string;
  /** Bytes that it took in the file. */
  readonly bytes: number;
  /** Bytes that are left. */
  readonly kept: number;
}

export interface OutputCutter {
  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void;
  /** The file without what was cut, and what that was. */
  end(): { readonly bytes: Buffer; readonly cuts: readonly OutputCut[] };
}

export interface CutLimits {
  /** Bytes that one field of an output may take in the file. */
  readonly each: number;
  /** Bytes that all may take together; beyond that each may take a hundredth. */
  readonly all: number;
}

interface Container {
  readonly isArray: boolean;
  key: string;
  /** Which of its values is being read. */
  at: number;
}

const [quote, backslash, comma, openObject, closeObject, openArray, closeArray] = [
  0x22, 0x5c, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d,
];

/**
 * Reads an .ipynb file's bytes piece by piece and keeps all but what outputs have beyond the limits: texts are cut, other
 * forms become null. Memory stays within what is kept.
 */
export const outputCutter = ({ each, all }: CutLimits): OutputCutter => {
  const out: Buffer[] = [];
  const cuts: OutputCut[] = [];
  const stack: Container[] = [];
  let total = 0;
  let field: { name: string; depth: number; bytes: number; parts: Buffer[]; kept: number; limit: number } | undefined;
  let inString = false;
  let escapes = 0;
  let key: Buffer[] | undefined;

  // Copied, for a piece of a chunk would hold all of it.
  const keep = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    if (!field) {
      out.push(Buffer.from(bytes));
      return;
    }
    field.bytes += bytes.length;
    const room = field.limit - field.kept;
    if (room <= 0) return;
    field.parts.push(Buffer.from(bytes.subarray(0, room)));
    field.kept += Math.min(room, bytes.length);
  };

  const openField = (): void => {
    if (field) return;
    const name = fieldOf(stack);
    if (name !== undefined)
      field = {
        name,
        depth: stack.length,
        bytes: 0,
        parts: [],
        kept: 0,
        limit: total > all ? Math.ceil(each / 100) : each,
      };
  };

  const closeField = (): void => {
    if (!field || stack.length !== field.depth) return;
    const { name, bytes, parts, kept } = field;
    field = undefined;
    const whole = Buffer.concat(parts);
    const left = bytes > kept ? cutValue(whole, name) : whole;
    total += left.length;
    out.push(left);
    if (bytes > kept)
      cuts.push({
        cell: stack[1]?.at ?? 0,
        output: stack[3]?.at ?? 0,
        field: name,
        bytes,
        kept: left.length > 4 ? left.length : 0,
      });
  };

  // Gives the place behind the string's end, or the chunk's.
  const readString = (chunk: Buffer, from: number): number => {
    for (let at = from; ; ) {
      const end = chunk.indexOf(quote, at);
      const stop = end < 0 ? chunk.length : end;
      let run = 0;
      while (stop - 1 - run >= from && chunk[stop - 1 - run] === backslash) run += 1;
      if (stop - run === from) run += escapes;
      if (end < 0) {
        escapes = run;
        return chunk.length;
      }
      if (run % 2 === 0) {
        inString = false;
        return end + 1;
      }
      at = end + 1;
    }
  };

  // A byte between strings; gives whether it ends what was a value.
  const step = (byte: number): void => {
    const inner = stack.at(-1);
    if (byte === openObject || byte === openArray) {
      openField();
      stack.push({ isArray: byte === openArray, key: "", at: 0 });
    } else if (byte === closeObject || byte === closeArray) stack.pop();
    else if (byte === comma && inner) inner.at += 1;
  };

  const isKey = (): boolean => {
    const inner = stack.at(-1);
    return inner !== undefined && !inner.isArray && inner.key === "";
  };

  const push = (given: Uint8Array): void => {
    const chunk = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    let start = 0;
    const flush = (to: number): void => {
      keep(chunk.subarray(start, to));
      start = to;
    };
    for (let at = 0; at < chunk.length; ) {
      if (inString) {
        const end = readString(chunk, at);
        key?.push(Buffer.from(chunk.subarray(at, Math.min(end, at + 300))));
        at = end;
        if (!inString) {
          const inner = stack.at(-1);
          if (key && inner) inner.key = Buffer.concat(key).toString().replace(/"$/, "") || " ";
          else {
            flush(at);
            closeField();
          }
          key = undefined;
        }
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (byte === quote) {
        if (isKey()) key = [];
        else if (!field && fieldOf(stack) !== undefined) {
          flush(at);
          openField();
        }
        inString = true;
        escapes = 0;
      } else if (byte === openObject || byte === openArray) {
        flush(at);
        step(byte);
      } else if (byte === closeObject || byte === closeArray) {
        step(byte);
        flush(at + 1);
        closeField();
      } else if (byte === comma) {
        step(byte);
        const inner = stack.at(-1);
        if (inner && !inner.isArray) inner.key = "";
      }
      at += 1;
    }
    flush(chunk.length);
  };
  return { push, end: () => ({ bytes: Buffer.concat(field ? [...out, ...field.parts] : out), cuts }) };
};

// cells[…].outputs[…].text, .traceback and .data[…].
const fieldOf = (stack: readonly Container[]): string | undefined => {
  const [root, cells, cell, outputs, output, data] = stack;
  if (root?.key !== "cells" || !cells?.isArray || cell?.key !== "outputs" || !outputs?.isArray || !output)
    return undefined;
  if (stack.length === 5 && (output.key === "text" || output.key === "traceback" || output.key === "evalue"))
    return output.key;
  return stack.length === 6 && output.key === "data" && data && data.key !== "" ? data.key : undefined;
};

// The start of a value that is a text, or lines of one, made whole again; else null.
const cutValue = (start: Buffer, field: string): Buffer => {
  const isText = !field.includes("/") || field.startsWith("text/");
  const isLines = start[0] === openArray;
  if (!isText || start[0] === openObject) return Buffer.from("null");
  if (!isLines) return Buffer.concat([wholeText(start), Buffer.from('"')]);
  const { whole, open } = linesIn(start);
  if (whole > 0) return Buffer.concat([start.subarray(0, whole), Buffer.from("]")]);
  return open ? Buffer.concat([wholeText(start), Buffer.from('"]')]) : Buffer.from("[]");
};

// The place behind the last text of a list that is whole, and whether another begins.
const linesIn = (start: Buffer): { readonly whole: number; readonly open: boolean } => {
  let whole = 0;
  for (let at = start.indexOf(quote); at >= 0; at = start.indexOf(quote, at)) {
    at += 1;
    while (at < start.length && start[at] !== quote) at += start[at] === backslash ? 2 : 1;
    if (at >= start.length) return { whole, open: true };
    at += 1;
    whole = at;
  }
  return { whole, open: false };
};

// Without an escape or a character that was cut in two.
const wholeText = (text: Buffer): Buffer => {
  let end = text.length;
  const last = text.lastIndexOf(backslash);
  if (last >= 0 && last >= end - 12) {
    let first = last;
    while (first > 0 && text[first - 1] === backslash) first -= 1;
    end = Math.min(end, first);
  }
  while (end > 0 && ((text[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  if (((text[end - 1] ?? 0) & 0xc0) === 0xc0) end -= 1;
  return text.subarray(0, end);
};
