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

export const sourceBuffer = ({ size, read }: ParquetSource): AsyncBuffer => ({
  byteLength: size,
  slice: async (start, end) => arrayBufferOf(await read(start < 0 ? size + start : start, end ?? size)),
});

/** A Buffer's own slice would share its memory. */
const arrayBufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
