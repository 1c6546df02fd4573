import { createHash } from "node:crypto";
import fs from "node:fs";

// As they are now: a session's process watches later calls of them.
const { closeSync, openSync, readdirSync, readSync, statSync } = fs;

/** What a file is by its place and time alone: quick, and the same as long as nothing writes it. */
export const fileStamp = (path: string): string => {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!stats) return "absent";
  return stats.isDirectory() ? "folder" : `${stats.size}-${stats.mtimeNs}`;
};

/**
 * What a file is now, with the hash of its content: `size-time-hash`; of a folder the hash of its names. The fingerprint
 * that was taken before comes back where the content is the same, whatever its time; a stamp that no longer holds gives
 * `changing`.
 */
export const fileFingerprint = (path: string, before?: string): string => {
  const stamp = fileStamp(path);
  if (stamp === "absent") return "absent";
  if (stamp === "folder") return `folder-${hash(namesIn(path))}`;
  const [size, time, content] = before?.split("-") ?? [];
  const holds = before === undefined || stamp === `${size}-${time}`;
  if (content !== undefined && holds) return before as string;
  if (content === undefined && !holds && before !== "absent") return "changing";
  const now = contentHash(path);
  return now === content ? (before as string) : `${stamp}-${now}`;
};

const namesIn = (path: string): string => readdirSync(path).sort().join("\n");

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

const contentHash = (path: string): string => {
  const sum = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      sum.update(buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return sum.digest("hex");
};
