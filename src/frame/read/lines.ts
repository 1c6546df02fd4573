import { type FileContent, piecesOf } from "./file.ts";

/** A line of a file, from 1; undefined where its bytes are no UTF-8. */
export interface Line {
  readonly line: number;
  readonly text: string | undefined;
}

const newline = 10;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** The lines of a file that are not blank, some thousands at once; what a piece ends in waits for the next. */
export async function* linesOf(file: FileContent): AsyncGenerator<readonly Line[]> {
  let rest: Uint8Array[] = [];
  let line = 1;
  for await (const piece of piecesOf(file)) {
    const end = piece.lastIndexOf(newline) + 1;
    if (end === 0) {
      rest.push(piece);
      continue;
    }
    const lines = split(joined(rest, piece.subarray(0, end)), line);
    yield lines.found;
    line = lines.next;
    rest = end < piece.length ? [piece.slice(end)] : [];
  }
  if (rest.length > 0) yield split(joined(rest), line).found;
}

const joined = (pieces: readonly Uint8Array[], last?: Uint8Array): Uint8Array => {
  if (pieces.length === 0 && last) return last;
  return Buffer.concat(last ? [...pieces, last] : pieces);
};

/** As far as V8's texts surely go. */
const most = 1 << 28;

const split = (bytes: Uint8Array, first: number): { readonly found: readonly Line[]; readonly next: number } => {
  const text = bytes.length < most ? decode(bytes) : undefined;
  const texts = text === undefined ? splitBytes(bytes) : text.split("\n");
  const count = bytes.at(-1) === newline ? texts.length - 1 : texts.length;
  const found: Line[] = [];
  for (let index = 0; index < count; index++) {
    const one = texts[index];
    if (one === undefined || one.trim() !== "") found.push({ line: first + index, text: one });
  }
  return { found, next: first + count };
};

/** Line by line, where one of them is no UTF-8. */
const splitBytes = (bytes: Uint8Array): readonly (string | undefined)[] => {
  const texts: (string | undefined)[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    texts.push(decode(bytes.subarray(start, end)));
    start = end + 1;
  }
  return texts;
};

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};
