import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { usageError } from "../../errors.ts";
import { isAlive } from "../../is-alive.ts";
import type { Output } from "../../notebook/index.ts";
import { blobStore } from "../cache/index.ts";
import { readWithOutputs } from "../notebook-file.ts";
import { injectParameters } from "../parameters/index.ts";
import { readRunOutputs } from "../run-outputs.ts";
import { recordsFolder } from "../run-record.ts";
import type { OutputDigest, RunRecordFile } from "../types.ts";
import { type RunSide, sideOfNotebook, sideOfRecord } from "./run-side.ts";

/**
 * The records of a state folder, oldest first; with `files` those alone that name one of these files. A run whose process is
 * gone without an end died, and its running cell with it.
 */
export const readRecords = (home: string, files?: readonly string[]): readonly RunRecordFile[] => {
  const folder = recordsFolder(home);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const named = files?.map((file) => JSON.stringify(file));
  return names.sort().flatMap((name) => readRecord(join(folder, name), named) ?? []);
};

/**
 * The notebooks of a run that a person names: `last`, `last~1`, the id of a run, the start of one, or a notebook's file. A
 * run of several notebooks has one side for each.
 */
export const findRun = async (home: string, name: string): Promise<readonly RunSide[]> => {
  if (/\.(ipynb|ts)$/.test(name)) return [await sideOfFile(name)];
  const records = readRecords(home);
  const batches = [...new Set(records.map(({ batch }) => batch))];
  const back = /^last(?:~(\d+))?$/.exec(name);
  const found = back
    ? batches.at(-1 - Number(back[1] ?? 0))
    : (records.find(({ id }) => id === name)?.id ?? batches.find((batch) => batch === name) ?? started(records, name));
  const sides = records.filter(({ id, batch }) => found !== undefined && (id === found || batch === found));
  if (sides.length > 0) return sides.map((record) => withLongTexts(home, sideOfRecord(record, keptIn(home))));
  throw usageError(
    `there is no run ${JSON.stringify(name)} in ${recordsFolder(home)}: name a notebook's file, last, last~1 or one of ${batches.slice(-5).join(", ") || "none: nothing ran yet"}`,
  );
};

/** Of each of these runs the one of the same notebook's file before it, where there is one. */
export const previousRuns = (home: string, sides: readonly RunSide[]): readonly RunSide[] => {
  const records = readRecords(home);
  return sides.flatMap(({ run }) => {
    const before = records.findLast(({ id, file }) => run !== undefined && id < run.id && file === run.file);
    return before ? [withLongTexts(home, sideOfRecord(before, keptIn(home)))] : [];
  });
};

const keptIn = (home: string) => blobStore(join(home, "cache")).get;

const started = (records: readonly RunRecordFile[], name: string): string | undefined => {
  const ids = [...new Set(records.flatMap(({ id, batch }) => [id, batch]))].filter((id) => id.startsWith(name));
  return ids.length === 1 ? ids[0] : undefined;
};

// What a record leaves out of long texts is kept beside it for some time.
const withLongTexts = (home: string, side: RunSide): RunSide => {
  const isShort = side.cells.every(({ outputs }) => outputs.every(({ text }) => text !== undefined));
  const kept = isShort || !side.run ? undefined : readRunOutputs(home, side.run.id);
  if (!kept) return side;
  const cells = side.cells.map((cell) => {
    const outputs = cell.outputs.map((digest, at): OutputDigest => {
      const text = digest.text ?? textIn(kept.get(cell.id)?.[at]);
      return text === undefined ? digest : { ...digest, text };
    });
    return { ...cell, outputs };
  });
  return { ...side, cells };
};

const textIn = (output: Output | null | undefined): string | undefined => {
  if (output?.output_type === "stream") return output.text;
  if (!output || !("data" in output)) return undefined;
  const { "text/plain": plain, "text/markdown": markdown } = output.data;
  return [plain, markdown].find((text) => typeof text === "string");
};

const sideOfFile = async (file: string): Promise<RunSide> => {
  const notebook = await readWithOutputs(file);
  const given = (): Readonly<Record<string, string>> => {
    try {
      return injectParameters(notebook, {}, file).parameters;
    } catch {
      // One that is missing is no matter of a comparison.
      return {};
    }
  };
  return sideOfNotebook(basename(file), notebook, given());
};

// Another pinbook may have written it, or something else.
const readRecord = (path: string, named: readonly string[] | undefined): RunRecordFile | undefined => {
  try {
    const text = readFileSync(path, "utf8");
    // Before it is parsed: there are hundreds, and mostly of other notebooks.
    if (named && !named.some((file) => text.includes(file))) return undefined;
    const record = JSON.parse(text) as RunRecordFile;
    if (record.version !== 1 || !Array.isArray(record.cells)) return undefined;
    if (record.status !== "running" || isAlive(record.pid)) return record;
    const cells = record.cells.map((cell) => (cell.status === "running" ? { ...cell, status: "died" as const } : cell));
    return { ...record, status: "died", cells, error: "the process that ran it is gone" };
  } catch {
    return undefined;
  }
};
