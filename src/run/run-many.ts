import { basename, join } from "node:path";
import { usageError } from "../errors.ts";
import type { Notebook } from "../notebook/index.ts";
import { readToRun, savedAt } from "./notebook-file.ts";
import { type NotebookOrder, notebookNeedsBy } from "./notebook-needs.ts";
import { runInTurn } from "./notebooks-in-turn.ts";
import { prepareRun } from "./prepare.ts";
import { runNotebook } from "./run.ts";
import { newRunId } from "./run-record.ts";
import type { RunOptions, RunResult } from "./types.ts";

/** What to run of several notebooks, and how; the rest as for one. */
export interface RunManyOptions extends Omit<RunOptions, "file" | "notebook" | "name" | "out" | "cwd" | "batch"> {
  readonly files: readonly string[];
  /** Where the executed notebooks are saved under their own names; in place unless given. */
  readonly outFolder?: string;
  /** By `need`, the data that they read and write, unless given; with the other orders nothing is looked at beforehand. */
  readonly order?: NotebookOrder;
  /** How many run at the same time; 1 unless given. */
  readonly jobs?: number;
}

/**
 * Runs notebooks in the order in which they need each other, by the data that they read and write, else as they are given.
 * One that needs a notebook that did not end ok is `never-ran`, with the reason, in its file too; one that another run has
 * is `never-ran` and left to that run. Each gets those of the parameters that it declares. Gives the results in the order of
 * the files. Rejects as runNotebook does, before anything ran where it can.
 */
export const runNotebooks = async (options: RunManyOptions): Promise<readonly RunResult[]> => {
  const { files, outFolder, order = "need", jobs = 1, ...shared } = options;
  if (!(Number.isInteger(jobs) && jobs >= 1))
    throw usageError(`jobs is ${jobs}: it must be a whole number, 1 or more.`);
  const batch = newRunId(new Date());
  const places = files.map((file) => ({
    file,
    ...(outFolder === undefined ? {} : { out: join(outFolder, basename(savedAt(file))) }),
  }));
  const [first] = places;
  if (!first) return [];
  if (places.length === 1) return [await runNotebook({ ...shared, ...first, batch })];
  refuseSameOut(places.map(({ file, out }) => out ?? savedAt(file)));
  const notebooks = await Promise.all(files.map((file) => readToRun(file)));
  const needs = await notebookNeedsBy(order, files, notebooks);
  const parameters = await shareParameters(files, notebooks, shared);
  const each = places.map((place, index) => ({ ...shared, ...place, ...parameters[index], batch }));
  if (order === "need") for (const { log: _, ...one } of each) await prepareRun(one);
  return runInTurn({ each, notebooks, needs, jobs });
};

const refuseSameOut = (outs: readonly string[]): void => {
  const twice = outs.find((out, index) => outs.indexOf(out) !== index);
  if (twice !== undefined)
    throw usageError(`two of the notebooks would be saved as ${twice}: run them apart, or name each once.`);
};

type Given = Pick<RunOptions, "parameters" | "parameterTexts">;

// A parameter that none declares is refused, with what each has.
const shareParameters = async (
  files: readonly string[],
  notebooks: readonly Notebook[],
  { parameters = {}, parameterTexts = {} }: Given,
): Promise<readonly Given[]> => {
  const given = [...new Set([...Object.keys(parameters), ...Object.keys(parameterTexts)])];
  if (given.length === 0) return notebooks.map(() => ({}));
  const { parametersOf, parameterText } = await import("./parameters/index.ts");
  const declared = notebooks.map((notebook) => parametersOf(notebook) ?? []);
  const unknown = given.find((name) => !declared.some((list) => list.some((one) => one.name === name)));
  if (unknown !== undefined) {
    const lists = declared.map(
      (list, at) => `${basename(files[at] ?? "")}: ${list.map(parameterText).join(", ") || "none"}`,
    );
    throw usageError(
      `none of the notebooks has a parameter ${JSON.stringify(unknown)}. Their parameters are: ${lists.join("; ")}. Correct the name, or declare it in a cell tagged "parameters".`,
    );
  }
  return declared.map((list) => {
    const own = <T>(values: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => list.some((one) => one.name === name)));
    return { parameters: own(parameters), parameterTexts: own(parameterTexts) };
  });
};
