import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, PinbookError } from "../../errors.ts";
import { replaceFile } from "./replace-file.ts";

/** A topic as it is registered: its files lie under its id, so a topic made anew under an old name never meets old files. */
export interface TopicEntry {
  readonly name: string;
  readonly id: string;
  readonly partitions: number;
}

/** What the broker knows besides records and offsets. */
export interface BrokerState {
  readonly version: 1;
  readonly clusterId: string;
  /** Producer ids below this may have been given out. */
  readonly nextProducerId: number;
  readonly topics: readonly TopicEntry[];
}

/** The broker's state in one small file that is replaced whole. */
export interface StateFile {
  current(): BrokerState;
  update(change: Partial<Omit<BrokerState, "version">>): void;
}

/** Opens `broker.json` in the folder, or makes a new one. */
export const openState = (dir: string): StateFile => {
  const path = join(dir, "broker.json");
  let state = existsSync(path) ? load(path) : { ...fresh(), clusterId: randomBytes(16).toString("base64url") };
  const update: StateFile["update"] = (change) => {
    const next = { ...state, ...change };
    replaceFile(path, `${JSON.stringify(next, null, 1)}\n`);
    state = next;
  };
  if (!existsSync(path)) update({});
  return { current: () => state, update };
};

const fresh = (): BrokerState => ({ version: 1, clusterId: "", nextProducerId: 1, topics: [] });

const load = (path: string): BrokerState => {
  try {
    const state = JSON.parse(readFileSync(path, "utf8")) as BrokerState;
    if (state.version !== 1 || !Array.isArray(state.topics)) throw new Error("it is not of version 1");
    return state;
  } catch (error) {
    throw new PinbookError(
      `the broker's registry ${path} cannot be read: ${messageOf(error)}. Restore it from a copy, or remove its folder to begin with an empty broker`,
      { cause: error },
    );
  }
};
