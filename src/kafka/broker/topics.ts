import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type LogEffects, openPartitionLog, type PartitionLog } from "./partition-log.ts";
import type { StateFile, TopicEntry } from "./state.ts";

export interface Topic {
  readonly name: string;
  readonly logs: readonly PartitionLog[];
}

/** The topics of a broker and their logs on disk. */
export interface Topics {
  /** Sorted by name. */
  list(): readonly Topic[];
  get(name: string): Topic | undefined;
  log(name: string, partition: number): PartitionLog | undefined;
  create(name: string, partitions: number): void;
  /** False where there is none of this name. */
  delete(name: string): boolean;
  close(): void;
}

/** Opens all registered topics, cuts off torn ends, and removes files of topics that are deleted. */
export const openTopics = (dir: string, state: StateFile, effects: LogEffects = {}): Topics => {
  const folder = join(dir, "logs");
  mkdirSync(folder, { recursive: true });
  removeOrphans(folder, state.current().topics);
  const topics = new Map<string, Topic>();
  const open = ({ name, id, partitions }: TopicEntry): void => {
    mkdirSync(join(folder, id), { recursive: true });
    const logs: PartitionLog[] = [];
    topics.set(name, { name, logs });
    for (let i = 0; i < partitions; i++) logs.push(openPartitionLog(join(folder, id, `${i}.log`), effects));
  };
  const close = (): void => {
    for (const name of [...topics.keys()]) closeTopic(topics, name);
  };
  try {
    for (const entry of state.current().topics) open(entry);
  } catch (error) {
    close();
    throw error;
  }
  return {
    list: () => [...topics.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    get: (name) => topics.get(name),
    log: (name, partition) => topics.get(name)?.logs[partition],
    create: (name, partitions) => {
      const entry = { name, id: randomUUID(), partitions };
      try {
        open(entry);
        state.update({ topics: [...state.current().topics, entry] });
      } catch (error) {
        closeTopic(topics, name);
        rmSync(join(folder, entry.id), { recursive: true, force: true });
        throw error;
      }
    },
    delete: (name) => {
      const entry = state.current().topics.find((topic) => topic.name === name);
      if (!entry) return false;
      state.update({ topics: state.current().topics.filter((topic) => topic.name !== name) });
      closeTopic(topics, name);
      rmSync(join(folder, entry.id), { recursive: true, force: true });
      return true;
    },
    close,
  };
};

const closeTopic = (topics: Map<string, Topic>, name: string): void => {
  for (const log of topics.get(name)?.logs ?? []) log.close();
  topics.delete(name);
};

const removeOrphans = (folder: string, entries: readonly TopicEntry[]): void => {
  const known = new Set(entries.map(({ id }) => id));
  for (const id of readdirSync(folder)) if (!known.has(id)) rmSync(join(folder, id), { recursive: true, force: true });
};
