import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Output } from "../notebook/index.ts";
import { notSaved } from "./save.ts";
import type { OutputDigest, RunRecordFile } from "./types.ts";

/** So many records are kept; the oldest go first. */
const kept = 500;

/** A new run's id: when it began, and what tells it from others of that moment. Ids sort by time. */
export const newRunId = (now: Date): string =>
  `${now.toISOString().replace(/[-:.]/g, "")}-${randomBytes(3).toString("hex")}`;

/** The folder of the records in a state folder. */
export const recordsFolder = (home: string): string => join(home, "runs");

/** Makes room for a new record: removes the oldest beyond those that are kept. */
export const makeRoom = (home: string): void => {
  const folder = recordsFolder(home);
  try {
    mkdirSync(folder, { recursive: true });
    const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
    for (const name of names.sort().slice(0, Math.max(0, names.length - kept + 1)))
      rmSync(join(folder, name), { force: true });
  } catch (error) {
    throw notSaved(folder, error);
  }
};

/** The records of a notebook's file, the last run's first. */
export function* recordsOf(home: string, file: string): Generator<RunRecordFile> {
  const folder = recordsFolder(home);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  for (const name of names.sort().reverse()) {
    try {
      const record = JSON.parse(readFileSync(join(folder, name), "utf8")) as RunRecordFile;
      if (record.version === 1 && record.file === file) yield record;
    } catch {
      // Not a record, or one that another run removed just now.
    }
  }
}

/** The record of the last run of a notebook's file; undefined where there is none. */
export const lastRecordOf = (home: string, file: string): RunRecordFile | undefined => {
  for (const record of recordsOf(home, file)) return record;
  return undefined;
};

/** Replaces a run's record, whole or not at all. */
export const writeRecord = (home: string, record: RunRecordFile): void => {
  const path = join(recordsFolder(home), `${record.id}.json`);
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(record)}\n`);
    renameSync(`${path}.tmp`, path);
  } catch (error) {
    rmSync(`${path}.tmp`, { force: true });
    throw notSaved(path, error);
  }
};

/** Characters of an output's text that its digest keeps. */
const keptText = 4000;

/** What a run's record keeps of an output. */
export const digestOf = (output: Output): OutputDigest => {
  const content = contentOf(output);
  const text = textOf(output);
  return {
    type: output.output_type,
    hash: sha256(...content),
    size: content.reduce((sum, part) => sum + part.length, 0),
    ...(text !== undefined && text.length <= keptText ? { text } : {}),
  };
};

/** The SHA-256 of texts one after another, in hexadecimal. */
export const sha256 = (...texts: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("hex");
};

// Not the count of the execution, nor what only the file has.
const contentOf = (output: Output): readonly string[] => {
  switch (output.output_type) {
    case "stream":
      return [`${output.name}\n`, output.text];
    case "error":
      return [[output.ename, output.evalue, ...output.traceback].join("\n")];
    default:
      return [JSON.stringify([output.data, output.metadata])];
  }
};

const textOf = (output: Output): string | undefined => {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return `${output.ename}: ${output.evalue}`;
  const plain = output.data["text/plain"];
  return typeof plain === "string" ? plain : undefined;
};
