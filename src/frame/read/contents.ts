import { objectsAt, openPlace, type Place, type PlacedObject, type S3Settings } from "../../storage/index.ts";
import type { FileContent } from "./file.ts";

/** Names of files: a path, a glob, a folder, a URL (`file:…`, `s3://…`), a place of a mount or store, or a list of these. */
export type FileNames = string | Place | readonly (string | Place)[];

/** Files to read: by name; as they come; or how to get them as often as they are needed. */
export type Files = FileNames | AsyncIterable<FileContent> | (() => AsyncIterable<FileContent>);

/** How buckets are reached. */
export interface NameOptions {
  /** For `s3://…`; what is left out comes from the AWS SDK's own chain. */
  readonly s3?: S3Settings;
}

/** Whether files are given by name, and so can be opened again and again. */
export const areNames = (files: Files): files is FileNames =>
  typeof files === "string" || Array.isArray(files) || (typeof files === "object" && "store" in files);

/** The files with their content: small ones whole and read ahead, large ones in parts that are read when they are needed. */
export const contentsOf = (files: Files, options: NameOptions = {}): AsyncIterable<FileContent> => {
  if (typeof files === "function") return files();
  return areNames(files) ? namedContents(files, options) : files;
};

/** The objects that names stand for, in the order of the names, those of each sorted. */
export async function* objectsOf(names: FileNames, { s3 }: NameOptions = {}): AsyncGenerator<PlacedObject> {
  const list = Array.isArray(names) ? (names as readonly (string | Place)[]) : [names as string | Place];
  for (const name of list) yield* objectsAt(typeof name === "string" ? openPlace(name, s3 ? { s3 } : {}) : name);
}

/** What is larger is read in parts. */
const mostHeld = 1 << 20;
const groupBytes = 1 << 23;
const groupObjects = 128;

async function* namedContents(names: FileNames, options: NameOptions): AsyncGenerator<FileContent> {
  let reading: Promise<readonly FileContent[]> | undefined;
  for await (const group of groups(objectsOf(names, options))) {
    const before = reading;
    reading = opened(group);
    // Its failure is thrown when its turn comes; until then nobody waits for it.
    reading.catch(() => {});
    if (before) yield* await before;
  }
  if (reading) yield* await reading;
}

/** Objects one after the other, some at once, of which few bytes are held. */
async function* groups(objects: AsyncIterable<PlacedObject>): AsyncGenerator<readonly PlacedObject[]> {
  let group: PlacedObject[] = [];
  let bytes = 0;
  for await (const object of objects) {
    if (group[0] && group[0].place.store !== object.place.store) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(object);
    bytes += object.size > mostHeld ? 0 : object.size;
    if (group.length < groupObjects && bytes < groupBytes) continue;
    yield group;
    group = [];
    bytes = 0;
  }
  if (group.length > 0) yield group;
}

const opened = async (group: readonly PlacedObject[]): Promise<readonly FileContent[]> => {
  const small = group.filter((object) => object.size <= mostHeld);
  const contents = await wholes(small);
  return group.map((object): FileContent => {
    const bytes = contents.get(object);
    return bytes ? { path: object.path, bytes } : inParts(object);
  });
};

const wholes = async (objects: readonly PlacedObject[]): Promise<ReadonlyMap<PlacedObject, Uint8Array>> => {
  const store = objects[0]?.place.store;
  if (!store) return new Map();
  const keys = objects.map((object) => object.key);
  const bytes = store.getAll ? await store.getAll(keys) : await Promise.all(keys.map((key) => store.get(key)));
  return new Map(objects.map((object, index) => [object, bytes[index] ?? new Uint8Array()]));
};

const inParts = ({ path, size, key, place }: PlacedObject): FileContent => ({
  path,
  size,
  read: (start, end) => place.store.get(key, { start, end }),
});
