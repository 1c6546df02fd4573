/** Thrown where a message ends too early or holds an impossible length; only the connection that sent it suffers. */
export class MalformedMessage extends Error {}

/** Reads Kafka's primitive types (protocol guide, "Protocol Primitive Types", non-flexible encodings) one after the other. */
export interface Reader {
  int8(): number;
  int16(): number;
  int32(): number;
  int64(): bigint;
  boolean(): boolean;
  string(): string;
  nullableString(): string | null;
  /** A view of the message's own bytes, not a copy. */
  bytes(): Uint8Array;
  nullableBytes(): Uint8Array | null;
  array<T>(item: () => T): T[];
  nullableArray<T>(item: () => T): T[] | null;
  /** Bytes not read yet. */
  remaining(): number;
}

const utf8 = new TextDecoder();

/** A reader over one message. Each read throws MalformedMessage past the end. */
export const createReader = (message: Uint8Array): Reader => {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let position = 0;
  const take = (size: number): number => {
    if (size < 0 || position + size > message.byteLength)
      throw new MalformedMessage(`${size} bytes expected at ${position} of a message of ${message.byteLength}`);
    position += size;
    return position - size;
  };
  const slice = (size: number): Uint8Array => {
    const start = take(size);
    return message.subarray(start, start + size);
  };
  const required = <T>(value: T | null, what: string): T => {
    if (value === null) throw new MalformedMessage(`null ${what} before byte ${position} where none is allowed`);
    return value;
  };
  const reader: Reader = {
    int8: () => view.getInt8(take(1)),
    int16: () => view.getInt16(take(2)),
    int32: () => view.getInt32(take(4)),
    int64: () => view.getBigInt64(take(8)),
    boolean: () => view.getInt8(take(1)) !== 0,
    nullableString: () => {
      const size = reader.int16();
      return size === -1 ? null : utf8.decode(slice(size));
    },
    string: () => required(reader.nullableString(), "string"),
    nullableBytes: () => {
      const size = reader.int32();
      return size === -1 ? null : slice(size);
    },
    bytes: () => required(reader.nullableBytes(), "bytes"),
    nullableArray: (item) => {
      const size = reader.int32();
      if (size === -1) return null;
      // Every element takes at least one byte, so a longer array is a lie that must not be allocated.
      if (size < 0 || size > reader.remaining()) throw new MalformedMessage(`an array of ${size} elements`);
      return Array.from({ length: size }, item);
    },
    array: (item) => required(reader.nullableArray(item), "array"),
    remaining: () => message.byteLength - position,
  };
  return reader;
};
