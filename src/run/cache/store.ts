import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { messageOf, PinbookError } from "../../errors.ts";

/** Bytes by their SHA-256, in a folder. Several processes may use it at once. */
export interface BlobStore {
  readonly folder: string;
  /** Stores bytes, whole or not at all, and gives their hash. */
  put(bytes: Uint8Array): string;
  /** The bytes of a hash; undefined where they are not there or are no longer what they were. */
  get(hash: string): Uint8Array | undefined;
  has(hash: string): boolean;
  remove(hash: string): void;
  /** Removes what was used longest ago until no more than `limit` bytes are left; gives how many bytes went. */
  evict(limit: number): number;
}

/** The store in this folder, which is made at the first write. */
export const blobStore = (folder: string): BlobStore => {
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
  return {
    folder,
    put: (bytes) => {
      const hash = hashOf(bytes);
      const path = pathOf(hash);
      if (!touch(path)) write(path, join(folder, hash.slice(0, 2)), bytes);
      return hash;
    },
    get: (hash) => {
      const path = pathOf(hash);
      const bytes = read(path);
      if (!bytes) return undefined;
      if (hashOf(bytes) !== hash) {
        rmSync(path, { force: true });
        return undefined;
      }
      touch(path);
      return bytes;
    },
    has: (hash) => existsSync(pathOf(hash)),
    remove: (hash) => rmSync(pathOf(hash), { force: true }),
    evict: (limit) => evict(folder, limit),
  };
};

/** SHA-256 in hexadecimal digits. */
export const hashOf = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");

const write = (path: string, folder: string, bytes: Uint8Array): void => {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new PinbookError(`${path} could not be stored: ${messageOf(error)}`, { cause: error });
  }
};

/** Marks a file as used now; false where there is none. */
const touch = (path: string): boolean => {
  const now = new Date();
  try {
    utimesSync(path, now, now);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    // Of a store that can only be read nothing is evicted either.
    return existsSync(path);
  }
};

const read = (path: string): Uint8Array | undefined => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

const evict = (folder: string, limit: number): number => {
  const files = list(folder).sort((a, b) => a.used - b.used);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  let gone = 0;
  for (const { path, size } of files) {
    if (total <= limit) break;
    rmSync(path, { force: true });
    total -= size;
    gone += size;
  }
  return gone;
};

const list = (folder: string): { path: string; size: number; used: number }[] =>
  namesIn(folder)
    .flatMap((name) => namesIn(join(folder, name)).map((file) => join(folder, name, file)))
    .flatMap((path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats ? [{ path, size: stats.size, used: stats.mtimeMs }] : [];
    });

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
