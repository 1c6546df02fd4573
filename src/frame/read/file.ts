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

/** What readers take: as a mount's files() and pieces() give them. */
export type FileContent = FileBytes | FilePieces;

/** A file's content from its start, in pieces. */
export async function* piecesOf(file: FileContent): AsyncGenerator<Uint8Array> {
  if ("bytes" in file) yield file.bytes;
  else yield* file.pieces;
}

/** A file's whole content. */
export const bytesOf = async (file: FileContent): Promise<Uint8Array> => {
  if ("bytes" in file) return file.bytes;
  const pieces: Uint8Array[] = [];
  for await (const piece of file.pieces) pieces.push(piece);
  return Buffer.concat(pieces);
};
