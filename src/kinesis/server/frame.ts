import { crc32 } from "node:zlib";

/** A record as a shard's log holds it. */
export interface LogRecord {
  /** Milliseconds since 1970, never less than the record before. */
  readonly arrival: number;
  readonly partitionKey: string;
  readonly data: Uint8Array;
}

/** A record found in a log, with the bytes that its frame takes. */
export interface Frame extends LogRecord {
  readonly size: number;
}

/** The first bytes of a log. */
export const logHeader = Buffer.from("PINKIN1\n");

const prefix = 8;
const fixed = 10;
/** No frame is longer: 1 MiB of data, 256 characters of key. */
export const largestFrame = prefix + fixed + 1024 + 1_048_576;

/** A frame: payload length and CRC-32 (u32, big endian), then arrival (f64), length of the key (u16), key in UTF-8, data. */
export const encodeFrame = ({ arrival, partitionKey, data }: LogRecord): Buffer => {
  const key = Buffer.from(partitionKey, "utf8");
  const frame = Buffer.allocUnsafe(prefix + fixed + key.length + data.length);
  frame.writeUInt32BE(frame.length - prefix, 0);
  frame.writeDoubleBE(arrival, prefix);
  frame.writeUInt16BE(key.length, prefix + 8);
  frame.set(key, prefix + fixed);
  frame.set(data, prefix + fixed + key.length);
  frame.writeUInt32BE(crc32(frame.subarray(prefix)), 4);
  return frame;
};

/** The frame at `offset`; "short" where the bytes end within it, "damaged" where it cannot be a frame. */
export const decodeFrame = (bytes: Buffer, offset: number): Frame | "short" | "damaged" => {
  if (bytes.length - offset < prefix) return "short";
  const length = bytes.readUInt32BE(offset);
  if (length < fixed || length > largestFrame - prefix) return "damaged";
  const end = offset + prefix + length;
  if (end > bytes.length) return "short";
  const payload = bytes.subarray(offset + prefix, end);
  if (crc32(payload) !== bytes.readUInt32BE(offset + 4)) return "damaged";
  const keyEnd = fixed + payload.readUInt16BE(8);
  if (keyEnd > payload.length) return "damaged";
  return {
    arrival: payload.readDoubleBE(0),
    partitionKey: payload.toString("utf8", fixed, keyEnd),
    data: payload.subarray(keyEnd),
    size: prefix + length,
  };
};
