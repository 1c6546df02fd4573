import type { FileHandle } from "node:fs/promises";
import { decodeFrame, type Frame } from "./frame.ts";

const chunk = 1 << 20;

/** Why the bytes after the last frame are none: they end within it, or cannot be one. */
export type Rest = "short" | "damaged";

/** The frames between two positions, chunk by chunk; `rest` says why the bytes after a chunk's frames are none yet. */
export async function* readFrames(
  file: FileHandle,
  from: number,
  to: number,
): AsyncGenerator<{ frames: readonly Frame[]; rest: Rest }> {
  let bytes: Buffer = Buffer.alloc(0);
  let position = from;
  while (position < to) {
    const more = await readAt(file, position, Math.min(chunk, to - position));
    if (more.length === 0) return;
    position += more.length;
    bytes = Buffer.concat([bytes, more]);
    const { frames, rest, used } = split(bytes);
    yield { frames, rest };
    if (rest === "damaged") return;
    bytes = bytes.subarray(used);
  }
}

const split = (bytes: Buffer): { frames: readonly Frame[]; rest: Rest; used: number } => {
  const frames: Frame[] = [];
  let used = 0;
  for (;;) {
    const frame = decodeFrame(bytes, used);
    if (typeof frame === "string") return { frames, rest: frame, used };
    frames.push(frame);
    used += frame.size;
  }
};

/** At most `length` bytes from a position. */
export const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
};

/** Writes all bytes at a position, in as many writes as the system wants. */
export const writeAll = async (file: FileHandle, bytes: Buffer, position: number): Promise<void> => {
  let written = 0;
  while (written < bytes.length)
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
};

/** Whether all bytes between two positions are zero. */
export const isZero = async (file: FileHandle, from: number, to: number): Promise<boolean> => {
  for (let at = from; at < to; at += chunk) {
    const bytes = await readAt(file, at, Math.min(chunk, to - at));
    if (bytes.some((byte) => byte !== 0)) return false;
  }
  return true;
};
