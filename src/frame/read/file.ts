import { isCompressed, unpacked } from "./compressed.ts";

/** A file with its whole content. */
export interface FileBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that comes piece by piece, for those that are too large to hold. */
export interface FilePieces {
  readonly path: string;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** A file of which any part can be had. */
export interface FileRanges {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** What readers take. Where the path ends in .gz, .br or .zst the content is unpacked. */
export type FileContent = FileBytes | FilePieces | FileRanges;

/** A file's content from its start, in pieces. */
export const piecesOf = (file: FileContent): AsyncIterable<Uint8Array> =>
  isCompressed(file.path) ? unpacked(file.path, storedPieces(file)) : storedPieces(file);

/** A file's whole content. */
export const bytesOf = async (file: FileContent): Promise<Uint8Array> => {
  if ("bytes" in file && !isCompressed(file.path)) return file.bytes;
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(file)) pieces.push(piece);
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
};

/** A file whose parts can be had; one that comes in pieces, or is compressed, is held for it. */
export const rangesOf = async (file: FileContent): Promise<FileRanges> =>
  partsOf(file) ?? heldParts(file.path, await bytesOf(file));

/** As rangesOf; undefined where the file would have to be held. */
export const partsOf = (file: FileContent): FileRanges | undefined => {
  if (isCompressed(file.path) || "pieces" in file) return undefined;
  return "read" in file ? file : heldParts(file.path, file.bytes);
};

const heldParts = (path: string, bytes: Uint8Array): FileRanges => ({
  path,
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

/** Whether a file's content is there at once, so that nothing is gained by taking it in pieces. */
export const wholeBytes = (file: FileContent): Uint8Array | undefined =>
  "bytes" in file && !isCompressed(file.path) ? file.bytes : undefined;

async function* storedPieces(file: FileContent): AsyncGenerator<Uint8Array> {
  if ("bytes" in file) yield file.bytes;
  else if ("pieces" in file) yield* file.pieces;
  else yield* inOrder(file);
}

const pieceSize = 1 << 22;

/** Ranges one after the other, the next being read while one is used. */
async function* inOrder({ size, read }: FileRanges): AsyncGenerator<Uint8Array> {
  const readAt = (start: number): Promise<Uint8Array> | undefined => {
    if (start >= size) return undefined;
    const piece = read(start, Math.min(start + pieceSize, size));
    // Its failure is thrown when its turn comes; until then nobody waits for it.
    piece.catch(() => {});
    return piece;
  };
  let next = readAt(0);
  for (let start = pieceSize; next; start += pieceSize) {
    const piece = await next;
    next = readAt(start);
    yield piece;
  }
}
