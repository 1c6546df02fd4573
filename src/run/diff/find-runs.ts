import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { usageError } from "../../errors.ts";
import { isAlive } from "../../is-alive.ts";
import { readNotebookFile } from "../notebook-file.ts";
import { injectParameters } from "../parameters/index.ts";
import { recordsFolder } from "../run-record.ts";
import type { RunRecordFile } from "../types.ts";
import { type RunSide, sideOfNotebook, sideOfRecord } from "./run-side.ts";

/** The records of a state folder, oldest first. A run whose process is gone without an end died, and its running cell with it. */
export const readRecords = (home: string): readonly RunRecordFile[] => {
  const folder = recordsFolder(home);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().flatMap((name) => readRecord(join(folder, name)) ?? []);
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
  if (sides.length > 0) return sides.map(sideOfRecord);
  throw usageError(
    `there is no run ${JSON.stringify(name)} in ${recordsFolder(home)}: name a notebook's file, last, last~1 or one of ${batches.slice(-5).join(", ") || "none: nothing ran yet"}`,
  );
};

const started = (records: readonly RunRecordFile[], name: string): string | undefined => {
  const ids = [...new Set(records.flatMap(({ id, batch }) => [id, batch]))].filter((id) => id.startsWith(name));
  return ids.length === 1 ? ids[0] : undefined;
};

const sideOfFile = async (file: string): Promise<RunSide> => {
  const notebook = await readNotebookFile(file);
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
const readRecord = (path: string): RunRecordFile | undefined => {
  try {
    const record = JSON.parse(readFileSync(path, "utf8")) as RunRecordFile;
    if (record.version !== 1 || !Array.isArray(record.cells)) return undefined;
    if (record.status !== "running" || isAlive(record.pid)) return record;
    const cells = record.cells.map((cell) => (cell.status === "running" ? { ...cell, status: "died" as const } : cell));
    return { ...record, status: "died", cells, error: "the process that ran it is gone" };
  } catch {
    return undefined;
  }
};
