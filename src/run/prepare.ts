import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { usageError } from "../errors.ts";
import { hasTag, isTypeScript, type Notebook, notebookLanguage, pinbookOf } from "../notebook/index.ts";
import { readNotebookFile, readToRun, savedAt, toRun, withSavedCells } from "./notebook-file.ts";
import type { Parametrized } from "./parameters/index.ts";
import { lastRecordOf } from "./run-record.ts";
import { stateFolder } from "./run-state.ts";
import { defaultSession } from "./spawn/index.ts";
import type { RunOptions } from "./types.ts";

/** A run with every default filled in. */
export interface RunJob {
  readonly name: string;
  /** With its parameters injected. */
  readonly notebook: Notebook;
  /** The text of each parameter's value in TypeScript. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Those of them that were given. */
  readonly given: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The notebook's file, absolute, where it is one. */
  readonly file: string | undefined;
  readonly out: string | undefined;
  /** Seconds; undefined where there is no limit. */
  readonly timeout: number | undefined;
  readonly runTimeout: number | undefined;
  readonly idleTimeout: number | undefined;
  readonly grace: number;
  readonly allowErrors: boolean;
  readonly maxOutput: number;
  readonly sessionModule: string;
}

/** Reads and checks what is to run; throws a usage error that names the file or option. */
export const prepareRun = async (asked: RunOptions): Promise<RunJob> => {
  const earlier = asked.rerun?.resume ? earlierRun(asked) : undefined;
  const options = { ...earlier, ...asked };
  const { file } = options;
  const name = options.name ?? (file === undefined ? "notebook" : basename(file));
  const read = await readInput(options, name);
  refuseForeign(read, name);
  refuseLimits(read, name);
  const { notebook, parameters, given } = await parametrized(read, options, name, earlier?.sources);
  const cwd = resolve(options.cwd ?? (file === undefined ? "." : dirname(file)));
  const folder = await stat(cwd).catch(() => undefined);
  if (!folder?.isDirectory())
    throw usageError(
      `the cells of ${name} cannot run in ${cwd}: there is no such folder. Make it, or name another one.`,
    );
  const out = options.out ?? (options.notebook || file === undefined ? undefined : savedAt(file));
  return {
    name,
    notebook,
    parameters,
    given,
    cwd,
    file: options.notebook || file === undefined ? undefined : resolve(file),
    out: out === undefined ? undefined : resolve(out),
    timeout: seconds("timeout", options.timeout),
    runTimeout: seconds("runTimeout", options.runTimeout),
    idleTimeout: seconds("idleTimeout", options.idleTimeout),
    grace: seconds("grace", options.grace) ?? 3,
    allowErrors: options.allowErrors ?? false,
    maxOutput: options.maxOutput ?? 10_000_000,
    sessionModule: options.sessionModule ?? defaultSession,
  };
};

/** Where the run that is to go on saved its notebook, and the parameters that it was given. */
const earlierRun = ({ file, home }: RunOptions) => {
  if (file === undefined || home === false) return undefined;
  const { out, given } = lastRecordOf(home ?? stateFolder(file), resolve(file)) ?? {};
  return {
    ...(out === undefined || out === resolve(savedAt(file)) ? {} : { out }),
    ...(given === undefined ? {} : { sources: given }),
  };
};

// Outputs of earlier runs are read where cells may keep theirs only.
const readInput = async ({ file, notebook, out, rerun, log }: RunOptions, name: string): Promise<Notebook> => {
  if (notebook) return rerun ? notebook : toRun(notebook);
  if (file === undefined) throw usageError("runNotebook needs a notebook: give file or notebook.");
  const read = await (rerun ? readNotebookFile(file, name, log) : readToRun(file, name, log));
  if (out !== undefined || savedAt(file) === file) return read;
  const saved = await withSavedCells(read, file, rerun !== undefined);
  return rerun ? saved : toRun(saved);
};

const refuseForeign = (notebook: Notebook, name: string): void => {
  if (isTypeScript(notebook)) return;
  throw usageError(
    `${name} is a notebook for ${notebookLanguage(notebook)}, pinbook runs TypeScript and JavaScript: run it with a kernel of its language, or choose the TypeScript kernel in Jupyter and save it.`,
  );
};

// A limit that is none would let the cell run for ever.
const refuseLimits = ({ cells }: Notebook, name: string): void => {
  for (const [index, cell] of cells.entries()) {
    if (cell.cell_type !== "code") continue;
    for (const option of ["timeout", "idleTimeout"]) {
      const value = pinbookOf(cell)[option];
      if (value === undefined || value === null || (typeof value === "number" && isSeconds(value))) continue;
      throw usageError(
        `${name}, cell ${index + 1}, metadata.pinbook.${option}: must be a number of seconds above 0 and at most 2000000, it is ${JSON.stringify(value)}.`,
      );
    }
  }
};

const isSeconds = (value: number): boolean => value > 0 && value <= 2_000_000;

// What reads types is loaded where there are parameters only.
const parametrized = async (
  notebook: Notebook,
  options: RunOptions,
  name: string,
  sources: Readonly<Record<string, string>> = {},
): Promise<Parametrized> => {
  const { parameters: values = {}, parameterTexts: texts = {} } = options;
  const given = [values, texts, sources].some((some) => Object.keys(some).length > 0);
  const has = notebook.cells.some((cell) => hasTag(cell, "parameters") || hasTag(cell, "injected-parameters"));
  if (!given && !has) return { notebook, parameters: {}, given: {} };
  if (given && !has)
    options.log?.(
      `${name} has no cell tagged "parameters": what is given is set before its first cell, whatever its name and type.`,
    );
  const { injectedParameters, injectParameters } = await import("./parameters/index.ts");
  // A rerun changes those that it is given, and leaves the others as they were.
  const kept = options.rerun && given ? injectedParameters(notebook) : {};
  return injectParameters(notebook, { values, texts, sources: { ...kept, ...sources } }, name);
};

const seconds = (option: string, value: number | undefined): number | undefined => {
  if (value === undefined || isSeconds(value)) return value;
  throw usageError(`${option} is ${value}: it must be a number of seconds above 0 and at most 2000000.`);
};
