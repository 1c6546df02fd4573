import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { messageOf, PinbookError } from "../../errors.ts";
import { hashOf } from "../cache/index.ts";
import type { CellState } from "./types.ts";

/** That a run began, and which cells it was to run. */
export interface RunMark {
  readonly run: number;
  /** Ids of the cells; undefined for all. */
  readonly cells?: readonly string[];
}

/** What is remembered of a notebook's cells, oldest first. */
export interface NotebookStates {
  readonly states: readonly CellState[];
  /** The last run that began, and the states that came after. */
  readonly mark: RunMark | undefined;
  readonly sinceMark: ReadonlySet<CellState>;
}

const perCell = 4;

/** Where the states of a notebook are: under the folder of pinbook's state, by its path from there. */
export const statePath = (home: string, file: string): string => {
  const path = relative(dirname(home), file).split(sep).join("/");
  return join(home, "cells", `${basename(file).replace(/[^\w.-]/g, "_")}-${hashOf(path).slice(0, 12)}.jsonl`);
};

/** The states in a file; a line that a crash cut off, or of another version, is passed over. */
export const readStates = (path: string): NotebookStates => {
  const lines = readLines(path);
  const at = lines.findLastIndex((line) => "run" in line);
  const states = lines.filter((line): line is CellState => !("run" in line));
  const sinceMark = new Set(lines.slice(at + 1).filter((line): line is CellState => !("run" in line)));
  return { states, mark: lines[at] as RunMark | undefined, sinceMark };
};

/** Adds lines at the end, each whole after a crash or passed over. */
export const appendStates = (path: string, lines: readonly (CellState | RunMark)[]): void => {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  try {
    appendFileSync(path, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw unsaved(path, error);
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, text);
  }
};

/** Leaves the latest few states of each cell where there are many more. */
export const compactStates = (path: string): void => {
  const lines = readLines(path);
  const kept = new Map<string, number>();
  const mark = lines.findLastIndex((line) => "run" in line);
  const some = lines
    .toReversed()
    .filter((line, i) => {
      if ("run" in line) return lines.length - 1 - i === mark;
      const count = (kept.get(line.id) ?? 0) + 1;
      kept.set(line.id, count);
      return count <= perCell;
    })
    .reverse();
  if (some.length * 2 > lines.length) return;
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, some.map((line) => `${JSON.stringify(line)}\n`).join(""));
  renameSync(temporary, path);
};

const readLines = (path: string): readonly (CellState | RunMark)[] => {
  try {
    return readFileSync(path, "utf8").split("\n").flatMap(parseLine);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
};

const parseLine = (text: string): readonly (CellState | RunMark)[] => {
  try {
    const line = JSON.parse(text) as Partial<CellState & RunMark>;
    if (typeof line.run === "number") return [line as RunMark];
    return typeof line.key === "string" && line.values && line.parts ? [line as CellState] : [];
  } catch {
    return [];
  }
};

const unsaved = (path: string, error: unknown): PinbookError =>
  new PinbookError(`${path} could not be written: ${messageOf(error)}. Make room or allow writing there.`, {
    cause: error,
  });
