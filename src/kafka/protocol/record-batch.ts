import { crc32c } from "./crc32c.ts";

/** Bytes of a record batch before its records. */
export const batchHeaderSize = 61;

/** The header of a record batch, magic 2 (protocol guide, "Record Batch"). Its records stay opaque. */
export interface BatchHeader {
  readonly baseOffset: number;
  /** Bytes of the whole batch, those before its length field included. */
  readonly size: number;
  readonly attributes: number;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  /** -1 where the producer is not idempotent. */
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly recordCount: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The size in bytes of the batch that begins at `position`; undefined where its length field is cut off. */
export const batchSizeAt = (bytes: Uint8Array, position: number): number | undefined =>
  position + 12 <= bytes.length ? 12 + viewOf(bytes).getInt32(position + 8) : undefined;

/** The header of the batch that begins at `position`; there must be `batchHeaderSize` bytes. */
export const batchHeaderAt = (bytes: Uint8Array, position: number): BatchHeader => {
  const view = viewOf(bytes);
  return {
    baseOffset: Number(view.getBigInt64(position)),
    size: 12 + view.getInt32(position + 8),
    attributes: view.getInt16(position + 21),
    lastOffsetDelta: view.getInt32(position + 23),
    baseTimestamp: Number(view.getBigInt64(position + 27)),
    maxTimestamp: Number(view.getBigInt64(position + 35)),
    producerId: view.getBigInt64(position + 43),
    producerEpoch: view.getInt16(position + 51),
    baseSequence: view.getInt32(position + 53),
    recordCount: view.getInt32(position + 57),
  };
};

/** What is wrong with the one batch that these bytes should be: undefined where it is whole, of magic 2 and its CRC-32C holds. */
export const batchFault = (bytes: Uint8Array): "magic" | "corrupt" | "several" | undefined => {
  if (bytes.length >= 17 && bytes[16] !== 2) return "magic";
  if (bytes.length < batchHeaderSize) return "corrupt";
  const { size, recordCount, lastOffsetDelta } = batchHeaderAt(bytes, 0);
  if (size < batchHeaderSize || size > bytes.length) return "corrupt";
  if (size < bytes.length) return "several";
  if (viewOf(bytes).getUint32(17) !== crc32c(bytes, 21)) return "corrupt";
  return recordCount >= 1 && lastOffsetDelta === recordCount - 1 ? undefined : "corrupt";
};

/** A copy of the batch that begins at another offset. The CRC does not cover what changes. */
export const withBaseOffset = (batch: Uint8Array, baseOffset: number): Uint8Array => {
  const copy = new Uint8Array(batch); // not slice(), which for a Buffer is no copy
  const view = viewOf(copy);
  view.setBigInt64(0, BigInt(baseOffset));
  view.setInt32(12, 0); // PartitionLeaderEpoch: the one broker leads since the beginning
  return copy;
};
