import { messageOf, PinbookError } from "../errors.ts";

/** A file of which any part can be had. */
export interface ParquetSource {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** What hyparquet reads from. */
export interface AsyncBuffer {
  readonly byteLength: number;
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

export const bufferOf = (bytes: Uint8Array): AsyncBuffer => ({
  byteLength: bytes.byteLength,
  slice: (start, end) => arrayBufferOf(bytes.subarray(start, end)),
});

/** What its reading throws is a PinbookError, so that it is not taken for damage of the file. */
export const sourceBuffer = ({ size, read }: ParquetSource): AsyncBuffer => ({
  byteLength: size,
  slice: async (start, end) => {
    const bytes = await read(start < 0 ? size + start : start, end ?? size).catch((error: unknown) => {
      throw error instanceof PinbookError ? error : new PinbookError(messageOf(error), { cause: error });
    });
    return arrayBufferOf(bytes);
  },
});

/** A Buffer's own slice would share its memory. */
const arrayBufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
