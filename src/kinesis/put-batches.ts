import type { PutRecord } from "./types.ts";

const mostRecords = 500;
const mostBytes = 5 * 1024 * 1024;

/** Records in order, split into requests that PutRecords takes: at most 500 records and 5 MiB with their keys. */
export const putBatches = (records: readonly PutRecord[]): readonly (readonly PutRecord[])[] => {
  const batches: PutRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const size = record.data.length + Buffer.byteLength(record.partitionKey);
    const last = batches.at(-1);
    if (last && last.length < mostRecords && size <= room) last.push(record);
    else {
      batches.push([record]);
      room = mostBytes;
    }
    room -= size;
  }
  return batches;
};
