/** Writes Kafka's primitive types (protocol guide, "Protocol Primitive Types", non-flexible encodings) one after the other. */
export interface Writer {
  int8(value: number): void;
  int16(value: number): void;
  int32(value: number): void;
  int64(value: bigint): void;
  boolean(value: boolean): void;
  string(value: string): void;
  nullableString(value: string | null): void;
  bytes(value: Uint8Array): void;
  nullableBytes(value: Uint8Array | null): void;
  array<T>(items: readonly T[], item: (value: T) => void): void;
  nullableArray<T>(items: readonly T[] | null, item: (value: T) => void): void;
  /** The bytes written so far, as chunks in order; long byte fields are passed through uncopied. */
  chunks(): readonly Uint8Array[];
  /** The bytes written so far as one array. */
  result(): Uint8Array;
}

const utf8 = new TextEncoder();
const copyBelow = 4096;

/** A writer with nothing in it. */
export const createWriter = (): Writer => {
  const done: Uint8Array[] = [];
  let block = new Uint8Array(256);
  let view = new DataView(block.buffer);
  let used = 0;
  const seal = (next: number): void => {
    if (used > 0) done.push(block.subarray(0, used));
    block = new Uint8Array(next);
    view = new DataView(block.buffer);
    used = 0;
  };
  const reserve = (size: number): number => {
    if (used + size > block.length) seal(Math.max(size, Math.min(block.length * 2, 1 << 16)));
    used += size;
    return used - size;
  };
  // The place comes first: reserving it may begin a new block, and with it a new view.
  const put = (size: number, set: (at: number) => void): void => set(reserve(size));
  const raw = (value: Uint8Array): void => {
    if (value.length < copyBelow) {
      const start = reserve(value.length);
      block.set(value, start);
      return;
    }
    seal(256);
    done.push(value);
  };
  const writer: Writer = {
    int8: (value) => put(1, (at) => view.setInt8(at, value)),
    int16: (value) => put(2, (at) => view.setInt16(at, value)),
    int32: (value) => put(4, (at) => view.setInt32(at, value)),
    int64: (value) => put(8, (at) => view.setBigInt64(at, value)),
    boolean: (value) => writer.int8(value ? 1 : 0),
    string: (value) => {
      const encoded = utf8.encode(value);
      if (encoded.length > 32_767) throw new RangeError(`a string of ${encoded.length} bytes: at most 32767 fit`);
      writer.int16(encoded.length);
      raw(encoded);
    },
    nullableString: (value) => (value === null ? writer.int16(-1) : writer.string(value)),
    bytes: (value) => {
      writer.int32(value.length);
      raw(value);
    },
    nullableBytes: (value) => (value === null ? writer.int32(-1) : writer.bytes(value)),
    array: (items, item) => {
      writer.int32(items.length);
      for (const value of items) item(value);
    },
    nullableArray: (items, item) => (items === null ? writer.int32(-1) : writer.array(items, item)),
    chunks: () => {
      seal(256);
      return done;
    },
    result: () => concat(writer.chunks()),
  };
  return writer;
};

const concat = (chunks: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};
