import { readSync } from "node:fs";
import { PinbookError } from "../../errors.ts";
import { type BatchHeader, batchFault, batchHeaderAt, batchHeaderSize, batchSizeAt } from "../protocol/record-batch.ts";

const windowSize = 1 << 20;

/**
 * Reads a log file from its beginning, checks every batch, and gives the size of what is whole.
 * Only its end may be cut off, as a kill in the middle of a write leaves it; damage before good bytes is an error, as acknowledged records would go with it.
 */
export const scanLog = (
  fd: number,
  path: string,
  fileSize: number,
  onBatch: (header: BatchHeader, position: number) => void,
): number => {
  let window: Uint8Array = new Uint8Array(0);
  let windowAt = 0;
  const load = (position: number, size: number): Uint8Array => {
    if (position + size > windowAt + window.length) {
      window = readAt(fd, position, Math.min(Math.max(size, windowSize), fileSize - position));
      windowAt = position;
    }
    return window.subarray(position - windowAt, position - windowAt + size);
  };
  let position = 0;
  let nextOffset = 0;
  while (position + batchHeaderSize <= fileSize) {
    const size = batchSizeAt(load(position, batchHeaderSize), 0) ?? 0;
    if (position + size > fileSize) return position;
    const batch = load(position, Math.max(size, batchHeaderSize));
    const header = batchHeaderAt(batch, 0);
    const whole = size >= batchHeaderSize && header.baseOffset === nextOffset && !batchFault(batch);
    if (!whole) {
      const isEnd = position + size === fileSize || onlyZeros(readAt(fd, position, fileSize - position));
      if (isEnd) return position;
      throw damaged(path, position);
    }
    onBatch(header, position);
    nextOffset = header.baseOffset + header.lastOffsetDelta + 1;
    position += size;
  }
  return position;
};

/** Up to `size` bytes of a file from `position`; fewer at its end. */
export const readAt = (fd: number, position: number, size: number): Uint8Array => {
  const bytes = Buffer.allocUnsafe(size);
  let read = 0;
  while (read < size) {
    const count = readSync(fd, bytes, read, size - read, position + read);
    if (count === 0) break;
    read += count;
  }
  return bytes.subarray(0, read);
};

const onlyZeros = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

const damaged = (path: string, position: number): PinbookError =>
  new PinbookError(
    `the log ${path} is damaged at byte ${position}, with more after it: restore the file from a copy, or cut it there (truncate -s ${position}) and do without the records that follow`,
  );
