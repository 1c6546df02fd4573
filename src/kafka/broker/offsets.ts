import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "./replace-file.ts";

export interface Committed {
  readonly offset: bigint;
  readonly metadata: string | null;
}

/** A commit of one group; an offset of null forgets it. */
interface Line {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  /** Digits. */
  readonly offset: string | null;
  readonly metadata: string | null;
}

/** The offsets that groups have committed, in a file to which each commit is one line. */
export interface Offsets {
  get(group: string, topic: string, partition: number): Committed | undefined;
  /** All of a group's, as topic, partition, commit. */
  of(group: string): readonly { readonly topic: string; readonly partition: number; readonly committed: Committed }[];
  /** Group ids that have committed anything. */
  groups(): readonly string[];
  /** In the file when this returns; throws where the disk refuses, and then nothing of it is kept. */
  commit(
    group: string,
    entries: readonly { readonly topic: string; readonly partition: number; readonly committed: Committed }[],
  ): void;
  forgetTopic(topic: string): void;
  forgetGroup(group: string): void;
  close(): void;
}

const linesBeforeCompaction = 50_000;

/** Opens `offsets.ndjson` in the folder and rewrites it with the last commits of the topics that exist. */
export const openOffsets = (dir: string, exists: (topic: string) => boolean): Offsets => {
  const path = join(dir, "offsets.ndjson");
  const lines = new Map<string, Line>();
  const keyOf = ({ group, topic, partition }: Line): string => JSON.stringify([group, topic, partition]);
  const apply = (line: Line): void => {
    if (line.offset === null) lines.delete(keyOf(line));
    else lines.set(keyOf(line), line);
  };
  for (const line of readLines(path)) if (exists(line.topic)) apply(line);

  let fd = -1;
  let written = 0;
  const compact = (): void => {
    replaceFile(path, [...lines.values()].map((line) => `${JSON.stringify(line)}\n`).join(""));
    if (fd >= 0) closeSync(fd);
    fd = openSync(path, "r+");
    written = 0;
  };
  compact();

  const append = (added: readonly Line[]): void => {
    if (added.length === 0) return;
    appendWhole(fd, added.map((line) => `${JSON.stringify(line)}\n`).join(""));
    for (const line of added) apply(line);
    written += added.length;
    if (written > linesBeforeCompaction) compact();
  };
  const forget = (matches: (line: Line) => boolean): void =>
    append([...lines.values()].filter(matches).map((line) => ({ ...line, offset: null, metadata: null })));
  return {
    get: (group, topic, partition) => {
      const line = lines.get(JSON.stringify([group, topic, partition]));
      return line && toCommitted(line);
    },
    of: (group) =>
      [...lines.values()]
        .filter((line) => line.group === group)
        .map((line) => ({ topic: line.topic, partition: line.partition, committed: toCommitted(line) })),
    groups: () => [...new Set([...lines.values()].map(({ group }) => group))],
    commit: (group, entries) =>
      append(
        entries.map(({ topic, partition, committed }) => ({
          group,
          topic,
          partition,
          offset: String(committed.offset),
          metadata: committed.metadata,
        })),
      ),
    forgetTopic: (topic) => forget((line) => line.topic === topic),
    forgetGroup: (group) => forget((line) => line.group === group),
    close: () => closeSync(fd),
  };
};

const toCommitted = ({ offset, metadata }: Line): Committed => ({ offset: BigInt(offset ?? -1), metadata });

// A last line without its end was being written when the process was killed: nobody was told that it is there.
const readLines = (path: string): Line[] => {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
};

const appendWhole = (fd: number, text: string): void => {
  const { size } = fstatSync(fd);
  const bytes = Buffer.from(text);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, size + done);
  } catch (error) {
    ftruncateSync(fd, size);
    throw error;
  }
};
