import { batchHeaderAt, batchHeaderSize } from "./record-batch.ts";

/** A record's offset and its time in milliseconds since 1970. */
export interface TimedOffset {
  readonly offset: number;
  readonly timestamp: number;
}

const compressionBits = 0b111;

/** The first record of a batch at or after a time, where its `maxTimestamp` is that late; the batch's first one where its records are compressed. */
export const firstAtOrAfter = (batch: Uint8Array, timestamp: number): TimedOffset => {
  const { baseOffset, baseTimestamp, recordCount, attributes } = batchHeaderAt(batch, 0);
  const first = { offset: baseOffset, timestamp: baseTimestamp };
  if (attributes & compressionBits) return first;
  let position = batchHeaderSize;
  for (let i = 0; i < recordCount; i++) {
    const length = varlongAt(batch, position);
    const timestampDelta = varlongAt(batch, length.next + 1); // past the attributes byte
    const offsetDelta = varlongAt(batch, timestampDelta.next);
    const found = { offset: baseOffset + offsetDelta.value, timestamp: baseTimestamp + timestampDelta.value };
    if (found.timestamp >= timestamp) return found;
    position = length.next + length.value;
  }
  return first;
};

/** A zigzag-encoded variable-length integer (protocol guide, VARINT and VARLONG) and the position after it. */
export const varlongAt = (bytes: Uint8Array, position: number): { value: number; next: number } => {
  let encoded = 0n;
  let next = position;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = bytes[next++] ?? 0;
    encoded |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return { value: Number((encoded >> 1n) ^ -(encoded & 1n)), next };
};
