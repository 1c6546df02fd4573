import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, PinbookError } from "../../errors.ts";
import { logHeader } from "./frame.ts";
import { shardIdOf } from "./shard-id.ts";
import { ShardLog } from "./shard-log.ts";

/** A stream that is there. */
export interface Stream {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  readonly shards: readonly ShardLog[];
}

/** The streams in a folder: `streams/<name>@<created>/` each, with `stream.json` and a log for each shard. */
export interface Streams {
  get(name: string): Stream | undefined;
  /** Sorted by name. */
  list(): readonly Stream[];
  /** False where there is one of that name. */
  create(spec: StreamSpec): Promise<boolean>;
  /** False where there is none. */
  remove(name: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface StreamSpec {
  readonly name: string;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  readonly shards: number;
  readonly created: number;
}

/** Opens every stream in the folder. */
export const openStreams = async (dir: string, log: (line: string) => void): Promise<Streams> => {
  const live = join(dir, "streams");
  const trash = join(dir, "trash");
  await rm(trash, { recursive: true, force: true });
  await mkdir(live, { recursive: true });
  await mkdir(trash, { recursive: true });
  const streams = new Map<string, { stream: Stream; folder: string }>();
  for (const entry of await readdir(live)) {
    const folder = join(live, entry);
    const stream = await openStream(folder, log);
    streams.set(stream.name, { stream, folder });
  }
  // Creating and deleting take turns, so that two calls of one name cannot both succeed.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = turn.then(task);
    turn = done.catch(() => {});
    return done;
  };
  const create = async (spec: StreamSpec): Promise<boolean> => {
    if (streams.has(spec.name)) return false;
    const entry = `${spec.name}@${spec.created}`;
    const folder = join(live, entry);
    await writeStream(join(trash, entry), spec);
    await rename(join(trash, entry), folder);
    streams.set(spec.name, { stream: await openStream(folder, log), folder });
    return true;
  };
  const remove = async (name: string): Promise<boolean> => {
    const found = streams.get(name);
    if (!found) return false;
    const grave = join(trash, `${name}@${found.stream.created}-deleted`);
    await rename(found.folder, grave);
    streams.delete(name);
    await closeLogs(found.stream);
    await rm(grave, { recursive: true, force: true });
    return true;
  };
  return {
    get: (name) => streams.get(name)?.stream,
    list: () => [...streams.values()].map(({ stream }) => stream).sort((a, b) => (a.name < b.name ? -1 : 1)),
    create: (spec) => inTurn(() => create(spec)),
    remove: (name) => inTurn(() => remove(name)),
    close: () =>
      inTurn(async () => {
        await Promise.all([...streams.values()].map(({ stream }) => closeLogs(stream)));
        streams.clear();
      }),
  };
};

const closeLogs = (stream: Stream): Promise<unknown> => Promise.all(stream.shards.map((shard) => shard.close()));

const writeStream = async (folder: string, spec: StreamSpec): Promise<void> => {
  await mkdir(folder);
  await writeFile(join(folder, "stream.json"), JSON.stringify({ version: 1, ...spec }));
  await Promise.all(Array.from({ length: spec.shards }, (_, i) => writeFile(logPath(folder, i), logHeader)));
};

const openStream = async (folder: string, log: (line: string) => void): Promise<Stream> => {
  const { name, created, mode, shards } = await readSpec(join(folder, "stream.json"));
  const logs: ShardLog[] = [];
  for (let i = 0; i < shards; i++) logs.push(await ShardLog.open(logPath(folder, i), log));
  return { name, created, mode, shards: logs };
};

const logPath = (folder: string, shard: number): string => join(folder, `${shardIdOf(shard)}.log`);

const readSpec = async (path: string): Promise<StreamSpec> => {
  try {
    return JSON.parse(await readFile(path, "utf8")) as StreamSpec;
  } catch (error) {
    throw new PinbookError(`${path} cannot be read (${messageOf(error)}): remove its folder, or use another one`, {
      cause: error,
    });
  }
};
