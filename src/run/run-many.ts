import { basename, dirname, join } from "node:path";
import { usageError } from "../errors.ts";
import type { Notebook } from "../notebook/index.ts";
import { readToRun, savedAt } from "./notebook-file.ts";
import { prepareRun } from "./prepare.ts";
import { runNotebook } from "./run.ts";
import { newRunId } from "./run-record.ts";
import type { RunOptions, RunResult } from "./types.ts";

/** What to run of several notebooks, and how; the rest as for one. */
export interface RunManyOptions extends Omit<RunOptions, "file" | "notebook" | "name" | "out" | "cwd" | "batch"> {
  readonly files: readonly string[];
  /** Where the executed notebooks are saved under their own names; in place unless given. */
  readonly outFolder?: string;
  /** By `need`, as unless given: by the data that they read and write. As `given`: each needs the one before it, and nothing is looked at beforehand. */
  readonly order?: "need" | "given";
  /** How many run at the same time; 1 unless given. */
  readonly jobs?: number;
}

/**
 * Runs notebooks in the order in which they need each other, by the data that they read and write, else as they are given.
 * One that needs a notebook that did not end ok is `never-ran`, with the reason. Each gets those of the parameters that it
 * declares. Gives the results in the order of the files. Rejects as runNotebook does, before anything ran where it can.
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
  const needs = order === "need" ? await needsOf(files, notebooks) : chain(files.length);
  const parameters = await shareParameters(files, notebooks, shared);
  const each = places.map((place, index) => ({ ...shared, ...place, ...parameters[index], batch }));
  if (order === "need") for (const { log: _, ...one } of each) await prepareRun(one);
  return inTurn({ each, notebooks, needs, jobs });
};

interface Work {
  readonly each: readonly RunOptions[];
  readonly notebooks: readonly Notebook[];
  readonly needs: Needs;
  readonly jobs: number;
}

interface Needs {
  /** Places of the notebooks, first those that others need. */
  readonly order: readonly number[];
  /** For each notebook the places of those that it needs. */
  readonly of: readonly (readonly number[])[];
}

const inTurn = async ({ each, notebooks, needs, jobs }: Work): Promise<readonly RunResult[]> => {
  const stop = new AbortController();
  const results = new Map<number, RunResult>();
  const running = new Map<number, Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const waiting = new Set(needs.order);

  const start = async (at: number, options: RunOptions): Promise<void> => {
    try {
      const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
      results.set(at, await runNotebook({ ...options, signal }));
    } catch (error) {
      failure ??= { error };
      stop.abort();
    }
  };
  for (;;) {
    for (const at of needs.order) {
      const options = each[at];
      if (!options || !waiting.has(at)) continue;
      const reason = whyNot(at, needs, results, each);
      if (reason === undefined && needs.of[at]?.some((need) => !results.has(need))) continue;
      if (reason === undefined && (running.size >= jobs || failure)) continue;
      waiting.delete(at);
      if (reason === undefined)
        running.set(
          at,
          start(at, options).finally(() => running.delete(at)),
        );
      else results.set(at, neverRan(options, notebooks[at], reason));
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw failure.error;
  return each.flatMap((_, at) => results.get(at) ?? []);
};

// Why a notebook will not run any more.
const whyNot = (
  at: number,
  { of }: Needs,
  results: ReadonlyMap<number, RunResult>,
  each: readonly RunOptions[],
): string | undefined => {
  for (const need of of[at] ?? []) {
    const result = results.get(need);
    if (result && result.status !== "ok" && !isAllowed(result))
      return `it needs ${result.name}, which ${result.status === "never-ran" ? "never ran" : `ended ${result.status}`}`;
  }
  return each[at]?.signal?.aborted ? "the run was cancelled before it" : undefined;
};

const isAllowed = ({ allowErrors, status }: RunResult): boolean =>
  allowErrors && (status === "failed" || status === "timed-out");

const neverRan = (options: RunOptions, notebook: Notebook | undefined, error: string): RunResult => {
  const name = basename(options.file ?? "");
  const cells = (notebook?.cells ?? []).flatMap(({ cell_type, id }, index) =>
    cell_type === "code" ? [{ id, index, status: "never-ran", durationMs: 0 } as const] : [],
  );
  const time = performance.timeOrigin + performance.now();
  options.onEvent?.({ type: "run-finished", name, status: "never-ran", durationMs: 0, error, time });
  return {
    name,
    status: "never-ran",
    allowErrors: options.allowErrors ?? false,
    notebook: notebook ?? { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 },
    cells,
    durationMs: 0,
    error,
  };
};

const refuseSameOut = (outs: readonly string[]): void => {
  const twice = outs.find((out, index) => outs.indexOf(out) !== index);
  if (twice !== undefined)
    throw usageError(`two of the notebooks would be saved as ${twice}: run them apart, or name each once.`);
};

const chain = (length: number): Needs => {
  const order = Array.from({ length }, (_, at) => at);
  return { order, of: order.map((at) => (at === 0 ? [] : [at - 1])) };
};

// Loaded late: a single notebook needs no order.
const needsOf = async (files: readonly string[], notebooks: readonly Notebook[]): Promise<Needs> => {
  const { notebookGraph, notebookNeeds, orderNotebooks } = await import("../notebook/graph/index.ts");
  const { localSources } = await import("../session/index.ts");
  const graph = notebookGraph(
    notebooks.map((notebook, index) => {
      const file = files[index] ?? "";
      return { name: basename(file), notebook, moduleOf: localSources(dirname(file)) };
    }),
  );
  return { order: orderNotebooks(graph), of: notebookNeeds(graph) };
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
