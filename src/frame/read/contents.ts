import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { objectsAt, openPlace, type Place, type PlacedObject, type S3Settings } from "../../storage/index.ts";
import { targetPlace } from "../write/target.ts";
import { isCompressed } from "./compressed.ts";
import type { FileContent } from "./file.ts";

/** Names of files: a path, a glob, a folder, a URL (`file:…`, `s3://…`), a place of a mount or store, or a list of these. */
export type FileNames = string | Place | readonly (string | Place)[];

/** Files to read: by name; as they come; or how to get them as often as they are needed. */
export type Files = FileNames | AsyncIterable<FileContent> | (() => AsyncIterable<FileContent>);

/** How buckets are reached. */
export interface NameOptions {
  /** For `s3://…`; what is left out comes from the AWS SDK's own chain. */
  readonly s3?: S3Settings;
  /** Where a reading's own dead letters are, which it does not read. */
  readonly deadLetters?: string | Place;
}

/** Whether files are given by name, and so can be opened again and again. */
export const areNames = (files: Files): files is FileNames =>
  typeof files === "string" || Array.isArray(files) || (typeof files === "object" && "store" in files);

/** The files with their content: small ones whole and read ahead, large ones in parts that are read when they are needed. */
export const contentsOf = (files: Files, options: NameOptions = {}): AsyncIterable<FileContent> => {
  if (typeof files === "function") return files();
  return areNames(files) ? namedContents(files, options) : files;
};

/** The objects that names stand for, in the order of the names, those of each sorted, many at once. */
export async function* objectsOf(
  names: FileNames,
  { s3, deadLetters }: NameOptions = {},
): AsyncGenerator<readonly PlacedObject[]> {
  const list = Array.isArray(names) ? (names as readonly (string | Place)[]) : [names as string | Place];
  const letters = deadLetters === undefined ? undefined : targetPlace(deadLetters, s3);
  const except = letters && addressOf(letters, letters.path);
  for (const name of list) {
    const place = typeof name === "string" ? openPlace(name, s3 ? { s3 } : {}) : name;
    for await (const objects of objectsAt(place)) {
      yield except === undefined ? objects : objects.filter(({ key }) => addressOf(place, key) !== except);
    }
  }
}

/** The same for an object by whatever store it is reached. */
const addressOf = ({ store: { url } }: Place, key: string): string =>
  url.startsWith("file:") ? join(fileURLToPath(url), key) : `${url}/${key}`;

/** Where files are on this machine; undefined where one is not, or is compressed. */
export const localPaths = async (names: FileNames, options: NameOptions): Promise<readonly string[] | undefined> => {
  const paths: string[] = [];
  for await (const objects of objectsOf(names, options)) {
    for (const { key, place } of objects) {
      if (!place.store.url.startsWith("file:") || isCompressed(key)) return undefined;
      paths.push(join(fileURLToPath(place.store.url), key));
    }
  }
  return paths;
};

/** What is larger is read in parts. */
const mostHeld = 1 << 20;
const groupBytes = 1 << 23;
const groupObjects = 128;

async function* namedContents(names: FileNames, options: NameOptions): AsyncGenerator<FileContent> {
  let reading: Promise<readonly FileContent[]> | undefined;
  for await (const objects of objectsOf(names, options)) {
    for (const group of groups(objects)) {
      const before = reading;
      reading = opened(group);
      // Its failure is thrown when its turn comes; until then nobody waits for it.
      reading.catch(() => {});
      if (before) yield* await before;
    }
  }
  if (reading) yield* await reading;
}

/** Objects of one place, some at once, of which few bytes are held. */
function* groups(objects: readonly PlacedObject[]): Generator<readonly PlacedObject[]> {
  let [start, bytes] = [0, 0];
  for (const [index, { size = 0 }] of objects.entries()) {
    bytes += size > mostHeld ? 0 : size;
    if (index + 1 - start < groupObjects && bytes < groupBytes) continue;
    yield objects.slice(start, index + 1);
    [start, bytes] = [index + 1, 0];
  }
  if (start < objects.length) yield objects.slice(start);
}

const opened = async (group: readonly PlacedObject[]): Promise<readonly FileContent[]> => {
  const store = group[0]?.place.store;
  const small = await store?.getSmall?.(group.map((object) => object.key));
  return Promise.all(
    group.map((object, index): FileContent | Promise<FileContent> => {
      const bytes = small?.[index];
      return bytes ? { path: object.path, bytes } : openedOne(object);
    }),
  );
};

/** Of unknown size it is no small one, and so read in parts: all of a group together would be too much. */
const openedOne = async ({ path, key, place: { store }, ...known }: PlacedObject): Promise<FileContent> => {
  if (known.size !== undefined && known.size <= mostHeld) return { path, bytes: await store.get(key) };
  const size = known.size ?? (await store.head(key))?.size;
  // Says that it is gone.
  if (size === undefined) return { path, bytes: await store.get(key) };
  return { path, size, read: (start, end) => store.get(key, { start, end }) };
};
