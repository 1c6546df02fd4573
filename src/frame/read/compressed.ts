import { Readable } from "node:stream";
import * as zlib from "node:zlib";
import { messageOf, PinbookError, usageError } from "../../errors.ts";

/** Whether a file of this name is compressed: it ends in .gz, .br or .zst. */
export const isCompressed = (path: string): boolean => /\.(?:gz|br|zst)$/.test(path);

/** A compressed file is damaged or cut off. */
export class DamagedFile extends PinbookError {
  /** What is wrong, without the file's name. */
  readonly reason: string;

  constructor(path: string, cause: unknown) {
    const reason = `its compression is damaged or cut off: ${messageOf(cause).replace(/^Error: /, "")}`;
    super(`the compressed file ${path} cannot be read: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** What a compressed file holds; throws DamagedFile where it is damaged, and where it is of a kind that this Node does not know. `path` tells the kind. */
export async function* unpacked(path: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inner = Readable.from(pieces, { objectMode: false });
  const outer = unpackerOf(path);
  inner.once("error", (error) => outer.destroy(error));
  try {
    yield* inner.pipe(outer) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (error instanceof PinbookError || !isOfZlib(error)) throw error;
    throw new DamagedFile(path, error);
  } finally {
    outer.destroy();
    inner.destroy();
  }
}

/** Pieces compressed as the name's ending says; as they are where it says nothing. */
export const packed = (path: string, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> => {
  if (!isCompressed(path)) return pieces;
  const inner = Readable.from(pieces, { objectMode: false });
  const outer = packerOf(path);
  inner.once("error", (error) => outer.destroy(error));
  return inner.pipe(outer) as AsyncIterable<Uint8Array>;
};

/** The name without what tells that it is compressed: `a.csv` of `a.csv.gz`. */
export const unpackedName = (path: string): string => path.replace(/\.(?:gz|br|zst)$/, "");

type Transform = zlib.Gunzip | zlib.Gzip;

const unpackerOf = (path: string): Transform => {
  if (path.endsWith(".gz")) return zlib.createGunzip();
  if (path.endsWith(".br")) return zlib.createBrotliDecompress() as unknown as Transform;
  return zstd("createZstdDecompress", path);
};

const packerOf = (path: string): Transform => {
  if (path.endsWith(".gz")) return zlib.createGzip();
  if (path.endsWith(".br")) {
    // The default quality takes minutes for what a lower one does in seconds.
    const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 };
    return zlib.createBrotliCompress({ params }) as unknown as Transform;
  }
  return zstd("createZstdCompress", path);
};

/** Node knows Zstandard from 22.15 and 23.8 on. */
const zstd = (name: string, path: string): Transform => {
  const make = (zlib as unknown as Readonly<Record<string, (() => Transform) | undefined>>)[name];
  if (make) return make();
  throw usageError(
    `${path} is compressed with Zstandard, which Node ${process.versions.node} does not know: run Node 22.15 or later, or use .gz.`,
  );
};

const isOfZlib = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && /^(?:Z_|ERR_|ZSTD)/.test(String(error.code));
