import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { messageOf } from "../../errors.ts";
import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import { type BatchHeader, batchHeaderAt, batchHeaderSize, withBaseOffset } from "../protocol/record-batch.ts";
import { firstAtOrAfter, type TimedOffset } from "../protocol/records.ts";
import { createProducerStates } from "./producers.ts";
import { readAt, scanLog } from "./recover.ts";
import { createSparseIndex } from "./sparse-index.ts";

/** What became of an append: the offset of its first record, or why not. */
export type Appended =
  | { readonly errorCode: 0; readonly baseOffset: number }
  | { readonly errorCode: Exclude<ErrorCode, 0>; readonly baseOffset: -1 };

/** The records of one partition, in one file of record batches as producers sent them. */
export interface PartitionLog {
  /** The offset after the last record. */
  highWatermark(): number;
  /**
   * Appends one whole batch, already checked. It is in the file when this returns, so a kill of the process loses nothing;
   * where the disk refuses, nothing of it stays. A batch that an idempotent producer repeats is not written again.
   */
  append(batch: Uint8Array): Appended;
  /** Whole batches from the one that holds `offset`, at most `maxBytes`, yet at least one where `atLeastOne`; undefined where the offset is out of range. */
  read(offset: number, maxBytes: number, atLeastOne: boolean): Uint8Array | undefined;
  /** The first record at or after a time; undefined where all are older. Within a compressed batch it is that batch's first record. */
  offsetAt(timestamp: number): TimedOffset | undefined;
  /** Calls back after each append; returns the way to stop it. */
  onAppend(listener: () => void): () => void;
  close(): void;
}

export interface LogEffects {
  readonly log?: (line: string) => void;
  /** Writes some of the bytes at this position of the file and returns how many. */
  readonly write?: (fd: number, bytes: Uint8Array, position: number) => number;
}

// Files are written and read synchronously: it takes microseconds in the page cache, and an append is then one
// indivisible step of the event loop, with no interleaving to guard against.
const writeSome = (fd: number, bytes: Uint8Array, position: number): number =>
  writeSync(fd, bytes, 0, bytes.length, position);

/** Opens the log, or creates it; what a killed writer left unfinished at its end is cut off. */
export const openPartitionLog = (path: string, effects: LogEffects = {}): PartitionLog => {
  const { log = () => {}, write = writeSome } = effects;
  closeSync(openSync(path, "a"));
  const fd = openSync(path, "r+");
  try {
    return logOver(fd, path, log, write);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
};

const logOver = (
  fd: number,
  path: string,
  log: (line: string) => void,
  write: NonNullable<LogEffects["write"]>,
): PartitionLog => {
  const index = createSparseIndex();
  const producers = createProducerStates();
  const listeners = new Set<() => void>();
  let nextOffset = 0;
  let size = 0;
  let broken = false;

  const take = (header: BatchHeader, position: number, baseOffset: number): void => {
    index.add(position, header.size, baseOffset, header.maxTimestamp);
    producers.record(header, baseOffset);
    nextOffset = baseOffset + header.lastOffsetDelta + 1;
    size = position + header.size;
  };

  const fileSize = fstatSync(fd).size;
  scanLog(fd, path, fileSize, (header, position) => take(header, position, header.baseOffset));
  if (size < fileSize) {
    ftruncateSync(fd, size);
    log(`${path}: ${fileSize - size} bytes of an unfinished write cut off; ${nextOffset} records are whole`);
  }

  // Until what a failed write left behind is gone nothing may follow it.
  const cutBack = (): void => {
    broken = !truncated(fd, size);
  };
  const store = (batch: Uint8Array): boolean => {
    try {
      for (let done = 0; done < batch.length; ) done += write(fd, batch.subarray(done), size + done);
      return true;
    } catch (error) {
      log(`${path}: ${messageOf(error)}: the records are not stored and not acknowledged`);
      cutBack();
      return false;
    }
  };

  return {
    highWatermark: () => nextOffset,
    append: (batch) => {
      const header = batchHeaderAt(batch, 0);
      const check = producers.check(header);
      if (check.kind === "duplicate") return { errorCode: 0, baseOffset: check.baseOffset };
      if (check.kind === "refused") return refused(check.errorCode);
      if (broken) cutBack();
      if (broken || !store(withBaseOffset(batch, nextOffset))) return refused(errorCodes.KAFKA_STORAGE_ERROR);
      const baseOffset = nextOffset;
      take(header, size, baseOffset);
      for (const listener of [...listeners]) listener();
      return { errorCode: 0, baseOffset };
    },
    read: (offset, maxBytes, atLeastOne) => {
      if (offset < 0 || offset > nextOffset) return undefined;
      if (offset === nextOffset) return new Uint8Array(0);
      return readBatches(fd, index.positionOf(offset), size, offset, maxBytes, atLeastOne);
    },
    offsetAt: (timestamp) => offsetOfTime(fd, index.positionOfTime(timestamp), size, timestamp),
    onAppend: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => closeSync(fd),
  };
};

const refused = (errorCode: ErrorCode): Appended => ({
  errorCode: errorCode as Exclude<ErrorCode, 0>,
  baseOffset: -1,
});

const truncated = (fd: number, size: number): boolean => {
  try {
    ftruncateSync(fd, size);
    return true;
  } catch {
    return false;
  }
};

const offsetOfTime = (
  fd: number,
  from: number | undefined,
  end: number,
  timestamp: number,
): TimedOffset | undefined => {
  for (let position = from ?? end; position < end; ) {
    const header = batchHeaderAt(readAt(fd, position, batchHeaderSize), 0);
    if (header.maxTimestamp >= timestamp) return firstAtOrAfter(readAt(fd, position, header.size), timestamp);
    position += header.size;
  }
  return undefined;
};

const readBatches = (
  fd: number,
  from: number,
  end: number,
  offset: number,
  maxBytes: number,
  atLeastOne: boolean,
): Uint8Array => {
  let start = from;
  let header = batchHeaderAt(readAt(fd, start, batchHeaderSize), 0);
  while (header.baseOffset + header.lastOffsetDelta < offset) {
    start += header.size;
    header = batchHeaderAt(readAt(fd, start, batchHeaderSize), 0);
  }
  if (header.size > maxBytes && !atLeastOne) return new Uint8Array(0);
  const bytes = readAt(fd, start, Math.min(Math.max(maxBytes, header.size), end - start));
  return bytes.subarray(0, wholeBatches(bytes));
};

const wholeBatches = (bytes: Uint8Array): number => {
  let position = 0;
  while (position + batchHeaderSize <= bytes.length) {
    const { size } = batchHeaderAt(bytes, position);
    if (position + size > bytes.length) break;
    position += size;
  }
  return position;
};
