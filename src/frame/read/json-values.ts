import { type FileContent, piecesOf } from "./file.ts";

/** A value of a JSON file as it is written there. */
export interface WrittenValue {
  /** Its number in the file's array, from 1; 1 where the file is one value. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Whether it is all of the file. */
  readonly isFile: boolean;
}

/** What follows in a file that goes on otherwise than JSON does. */
export interface BrokenOff {
  /** The number of the first value that is lost. */
  readonly number: number;
  readonly broken: string;
}

/**
 * The values of a JSON file: those of its array, each when it is there as a whole, or the file as one. That they are JSON is
 * not looked at, but that they end.
 */
export async function* jsonValues(file: FileContent): AsyncGenerator<readonly WrittenValue[] | BrokenOff> {
  const pieces = piecesOf(file)[Symbol.asyncIterator]();
  try {
    const head = await beginning(pieces);
    if (head.at(0) !== open) {
      yield [{ number: 1, bytes: Buffer.concat([head, ...(await rest(pieces))]), isFile: true }];
      return;
    }
    const splitter = makeSplitter();
    for (let piece: Uint8Array | undefined = head.subarray(1); piece; piece = (await pieces.next()).value) {
      const values = splitter.split(piece);
      if (values.length > 0) yield values;
      if (splitter.broken() !== undefined) break;
    }
    const broken = splitter.broken() ?? splitter.end();
    if (broken !== undefined) yield { number: splitter.count() + 1, broken };
  } finally {
    await pieces.return?.(undefined);
  }
}

const [open, close, quote, backslash, comma] = [91, 93, 34, 92, 44];
const [openBrace, closeBrace] = [123, 125];

const isSpace = (byte: number): boolean => byte === 32 || byte === 9 || byte === 10 || byte === 13;

/** The first bytes that say something, behind white space and a byte order mark. */
const beginning = async (pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> => {
  let held: Uint8Array = new Uint8Array();
  for (;;) {
    const { done, value } = await pieces.next();
    if (done === true) return held;
    held = held.length === 0 ? value : Buffer.concat([held, value]);
    if (held.length < 3) continue;
    const isMarked = held[0] === 0xef && held[1] === 0xbb && held[2] === 0xbf;
    const at = held.findIndex((byte, index) => !isSpace(byte) && (index > 2 || !isMarked));
    if (at >= 0) return held.subarray(at);
    held = held.subarray(0, isMarked ? 3 : 0);
  }
};

const rest = async (pieces: AsyncIterator<Uint8Array>): Promise<readonly Uint8Array[]> => {
  const found: Uint8Array[] = [];
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) found.push(next.value);
  return found;
};

/** A longer value is one whose brackets do not close. */
const mostBytes = 1 << 29;

/** Takes the values of an array apart that comes in pieces, behind its bracket. */
const makeSplitter = () => {
  let held: Uint8Array[] = [];
  let [heldBytes, depth, count] = [0, 0, 0];
  let [inText, isEscaped, isOver] = [false, false, false];
  let broken: string | undefined;
  let values: WrittenValue[] = [];
  const take = (last: Uint8Array, isLast: boolean): void => {
    const bytes = held.length === 0 ? last : Buffer.concat([...held, last]);
    [held, heldBytes] = [[], 0];
    // An array may be empty.
    if (isLast && count === 0 && bytes.every(isSpace)) return;
    count += 1;
    values.push({ number: count, bytes, isFile: false });
  };
  const walk = (piece: Uint8Array): number => {
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] as number;
      if (isEscaped) isEscaped = false;
      else if (inText) {
        if (byte === quote) inText = false;
        else if (byte === backslash) isEscaped = true;
      } else if (byte === quote) inText = true;
      else if (byte === open || byte === openBrace) depth += 1;
      else if (depth > 0 && (byte === close || byte === closeBrace)) depth -= 1;
      else if (depth === 0 && (byte === comma || byte === close)) {
        take(piece.subarray(start, at), byte === close);
        start = at + 1;
        if (byte === comma) continue;
        isOver = true;
        return start;
      }
    }
    return start;
  };
  const check = (piece: Uint8Array): void => {
    if (!piece.every(isSpace)) broken = "the file is not JSON: something stands behind its array";
  };
  return {
    split: (piece: Uint8Array): readonly WrittenValue[] => {
      values = [];
      const end = isOver ? 0 : walk(piece);
      if (isOver) check(piece.subarray(end));
      else if (end < piece.length) {
        held.push(piece.slice(end));
        heldBytes += piece.length - end;
        if (heldBytes > mostBytes) broken = "the file is not JSON: a value does not end";
      }
      return values;
    },
    count: () => count,
    broken: () => broken,
    end: () => (isOver ? undefined : "the file is not JSON: it ends inside its array"),
  };
};
