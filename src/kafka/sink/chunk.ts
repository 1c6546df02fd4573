import type { ConsumedRecord } from "../types.ts";

/** Records that share an object: those with offsets from a multiple of flushSize to before the next. */
export interface Chunk {
  readonly records: readonly ConsumedRecord[];
  /** The offset where the next chunk starts: a multiple of flushSize. */
  readonly end: bigint;
}

/**
 * Splits records, in offset order, at the multiples of flushSize. So which records an object holds follows from the
 * topic alone, whatever the batches were: whoever writes an object of one name writes the same content.
 */
export const toChunks = (records: readonly ConsumedRecord[], flushSize: number): readonly Chunk[] => {
  const size = BigInt(flushSize);
  const chunks: { records: ConsumedRecord[]; end: bigint }[] = [];
  for (const record of records) {
    const last = chunks.at(-1);
    if (last && record.offset < last.end) last.records.push(record);
    else chunks.push({ records: [record], end: (record.offset / size + 1n) * size });
  }
  return chunks;
};

/** Whether the chunk's last possible record is there, so that nothing can be missing but what the topic itself lacks. */
export const isFull = ({ records, end }: Chunk): boolean => records.at(-1)?.offset === end - 1n;

/** An open chunk before the records that come next: less those that are delivered again. */
export const continueWith = (
  open: Chunk | undefined,
  records: readonly ConsumedRecord[],
): readonly ConsumedRecord[] => {
  const [first] = records;
  if (!open || !first) return records;
  return [...open.records.filter(({ offset }) => offset < first.offset), ...records];
};
