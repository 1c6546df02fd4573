import { messageOf, PinbookError } from "../errors.ts";
import type { Positions, ShardRange } from "../kinesis/index.ts";
import { NoSuchObject } from "../storage/index.ts";
import type { Place } from "./types.ts";

/** What a checkpoint belongs to. */
export interface CheckpointOwner {
  readonly application: string;
  readonly stream: string;
  /** When the stream was created, ISO 8601: a new stream of the same name is another one. */
  readonly streamCreated: string;
  readonly tableId: string;
}

/** A batch as it was planned, before anything of it was written. */
export interface PlannedBatch {
  readonly batch: number;
  readonly ranges: readonly ShardRange[];
  /** Of the whole stream, after this batch. */
  readonly positions: Positions;
}

/** A checkpoint folder: `metadata.json`, `offsets/N.json` written before batch N, `commits/N.json` after it. */
export interface Checkpoint {
  /** For messages. */
  readonly describe: string;
  /** Who it belongs to; undefined where it is new. */
  owner(): Promise<CheckpointOwner | undefined>;
  /** Makes it this owner's. Throws where it was another's meanwhile. */
  claim(owner: CheckpointOwner): Promise<void>;
  /** The last planned batch, and whether it was done. */
  last(): Promise<{ readonly planned: PlannedBatch; readonly done: boolean } | undefined>;
  /** Throws where another run has planned that batch. */
  plan(batch: PlannedBatch): Promise<void>;
  done(batch: number, outcome: Readonly<Record<string, unknown>>): Promise<void>;
}

/** How many batches a checkpoint remembers. */
const kept = 100;

/** Opens a checkpoint folder, which need not be there. */
export const openCheckpoint = ({ store, path }: Place): Checkpoint => {
  const key = (...parts: readonly string[]) => [path, ...parts].filter((part) => part !== "").join("/");
  const describe = `${store.url.replace(/\/$/, "")}/${path}`;
  const write = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  const read = async (name: string): Promise<unknown> => {
    const bytes = await store.get(name);
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch (error) {
      throw new PinbookError(
        `the checkpoint file ${name} in ${store.url} is not JSON (${messageOf(error)}): bring it back from a copy`,
        {
          cause: error,
        },
      );
    }
  };
  const busy = (batch: number) =>
    new PinbookError(
      `another run is at work with the checkpoint ${describe} (it has planned batch ${batch}): let one of them end, or give each its own folder`,
    );
  return {
    describe,
    owner: async () => {
      try {
        return (await read(key("metadata.json"))) as CheckpointOwner;
      } catch (error) {
        if (error instanceof NoSuchObject) return undefined;
        throw error;
      }
    },
    claim: async (owner) => {
      if (!(await store.putIfAbsent(key("metadata.json"), write({ version: 1, ...owner })))) throw busy(0);
    },
    last: async () => {
      const batch = await largest(store, `${key("offsets")}/`, describe);
      if (batch === undefined) return undefined;
      const planned = (await read(key("offsets", `${batch}.json`))) as PlannedBatch;
      return { planned, done: (await store.head(key("commits", `${batch}.json`))) !== undefined };
    },
    plan: async (planned) => {
      if (!(await store.putIfAbsent(key("offsets", `${planned.batch}.json`), write(planned))))
        throw busy(planned.batch);
    },
    done: async (batch, outcome) => {
      await store.put(key("commits", `${batch}.json`), write({ batch, ...outcome }));
      if (batch < kept) return;
      await store.delete(key("offsets", `${batch - kept}.json`));
      await store.delete(key("commits", `${batch - kept}.json`));
    },
  };
};

const largest = async (store: Place["store"], prefix: string, describe: string): Promise<number | undefined> => {
  let found: number | undefined;
  for await (const { key } of store.list(prefix)) {
    const digits = /^(\d+)\.json$/.exec(key.slice(prefix.length))?.[1];
    if (digits === undefined)
      throw new PinbookError(`${key} in the checkpoint ${describe} is none of its files: move it away`);
    found = Math.max(found ?? -1, Number(digits));
  }
  return found;
};
