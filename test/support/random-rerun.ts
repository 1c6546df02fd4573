import { ancestorsOf, cellGraph } from "../../src/notebook/graph/index.ts";
import type { CellGraph, CodeCell, Notebook } from "../../src/notebook/index.ts";
import { type BlobStore, hashOf } from "../../src/run/cache/index.ts";
import { restoreValues } from "../../src/run/restore-values.ts";
import type { Stale } from "../../src/run/stale/open-stale.ts";
import { planCells } from "../../src/run/stale/plan.ts";
import { planCellsOf } from "../../src/run/stale/plan-cells.ts";
import { staleSteps } from "../../src/run/stale/stale-steps.ts";
import type { CellState } from "../../src/run/stale/types.ts";
import { keepValues, newKeeperState } from "../../src/run/worker-keeper.ts";
import type { Variable } from "../../src/session/index.ts";
import { codeNotebook } from "./code-notebook.ts";
import { seededRandom } from "./random.ts";
import { randomCells } from "./random-cells.ts";

/** What the cases of a seed came to. */
export interface RerunCases {
  /** What a rerun did otherwise than it should, one line each. */
  readonly wrong: readonly string[];
  readonly cases: number;
  /** Cells that did not have to run. */
  readonly kept: number;
  /** Cells that ran because a value of theirs could not be restored. */
  readonly needed: number;
}

/**
 * A random notebook, run, and then edited and rerun again and again: after each edit the outputs must be those of a full
 * run, and no cell may run whose code and ancestors are as they were, but for those whose values cannot be restored.
 */
export const checkReruns = async (seed: number, edits: number): Promise<RerunCases> => {
  const random = seededRandom(seed);
  const project = newProject();
  const wrong: string[] = [];
  let [cases, kept, needed] = [0, 0, 0];
  let sources: readonly string[] = randomCells(random, 3 + Math.floor(random() * 5)).map(({ source }) => source);
  let before = codeNotebook(...sources);
  if (!(await runAll(before, project, false))) return { wrong, cases, kept, needed };
  for (let edit = 0; edit < edits; edit++) {
    const changed = edited(sources, random);
    const notebook = codeNotebook(...changed);
    const expected = await runAll(notebook, newProject(), true);
    // A program that throws says nothing.
    if (!expected) continue;
    const { printed, plan, problem } = await rerun(notebook, project);
    const where = `seed ${seed}, edit ${edit}`;
    if (problem !== undefined) wrong.push(`${where}: ${problem}`);
    for (const [index, text] of expected.entries())
      if (printed[index] !== text)
        wrong.push(
          `${where}: cell ${index + 1} printed ${JSON.stringify(printed[index])}, in a full run ${JSON.stringify(text)}`,
        );
    for (const index of unchangedCells(before, notebook)) {
      const cell = plan.find((one) => one.index === index);
      if (cell?.verdict !== "run") continue;
      const isNeeded = cell.reasons.length > 0 && cell.reasons.every((reason) => / needs its /.test(reason));
      if (isNeeded) needed += 1;
      else
        wrong.push(`${where}: cell ${index + 1} ran though nothing that it needs changed: ${cell.reasons.join("; ")}`);
    }
    kept += plan.filter(({ verdict }) => verdict === "fresh" || verdict === "restore").length;
    cases += 1;
    sources = changed;
    before = notebook;
  }
  return { wrong, cases, kept, needed };
};

/** One or two cells written anew, one gone, one more, or comments only. */
const edited = (sources: readonly string[], random: () => number): readonly string[] => {
  const last = sources.findIndex((source) => source.startsWith("console.log(a)"));
  const at = 1 + Math.floor(random() * Math.max(1, last - 1));
  const fresh = (): string => randomCells(random, 2)[1]?.source ?? "";
  const kind = random();
  if (kind < 0.1) return sources.map((source) => `// ${Math.floor(random() * 100)}\n${source}`);
  if (kind < 0.2 && last > 2) return sources.toSpliced(at, 1);
  if (kind < 0.3 && last < 9) return sources.toSpliced(at, 0, fresh());
  return sources.with(at, fresh());
};

/** Cells that are in both notebooks with the same code at the same place, and whose ancestors are too. */
const unchangedCells = (before: Notebook, after: Notebook): readonly number[] => {
  const [was, is] = [graphOf(before), graphOf(after)];
  const same = (index: number): boolean =>
    bare(before.cells[index]?.source) === bare(after.cells[index]?.source) && before.cells[index] !== undefined;
  return is.cells
    .map(({ index }) => index)
    .filter((index) => {
      if (!same(index)) return false;
      const ancestors = ancestorsOf(is, index);
      return String(ancestors) === String(ancestorsOf(was, index)) && ancestors.every(same);
    });
};

const graphs = new WeakMap<Notebook, CellGraph>();

const graphOf = (notebook: Notebook): CellGraph => {
  const graph = graphs.get(notebook) ?? cellGraph(notebook);
  graphs.set(notebook, graph);
  return graph;
};

const bare = (source: string | undefined): string | undefined => source?.replace(/^(\/\/.*\n)+/, "");

interface Project {
  readonly states: CellState[];
  readonly store: BlobStore;
}

const newProject = (): Project => {
  const blobs = new Map<string, Uint8Array>();
  return {
    states: [],
    store: {
      folder: "",
      put: (bytes) => {
        const hash = hashOf(bytes);
        blobs.set(hash, bytes.slice());
        return hash;
      },
      get: (hash) => blobs.get(hash),
      has: (hash) => blobs.has(hash),
      remove: (hash) => void blobs.delete(hash),
      evict: () => 0,
    },
  };
};

const modules = { version: () => "", holds: () => false, save: () => {} };

const staleOf = (notebook: Notebook, { states, store }: Project): Stale => ({
  notebook,
  cells: planCellsOf(notebook, "/nowhere", modules),
  path: "",
  store,
  known: { states, mark: undefined, sinceMark: new Set() },
  runtime: {},
});

/** What each cell of a full run printed; undefined where one threw. `isBare` keeps nothing of it. */
const runAll = async (
  notebook: Notebook,
  project: Project,
  isBare: boolean,
): Promise<readonly string[] | undefined> => {
  const engine = newEngine();
  if (isBare) {
    const printed = notebook.cells.map(({ source }) => engine.run(source));
    return printed.includes(undefined) ? undefined : (printed as string[]);
  }
  const { printed, problem } = await runSteps(engine, staleOf(notebook, project), undefined, project);
  return problem === undefined ? printed : undefined;
};

const rerun = async (notebook: Notebook, project: Project) => {
  const stale = staleOf(notebook, project);
  const { cells, known, runtime, store } = stale;
  const plan = planCells({
    cells,
    states: known.states,
    runtime,
    changed: () => undefined,
    missing: () => undefined,
    isStored: store.has,
  });
  return { plan: plan.cells, ...(await runSteps(newEngine(), stale, plan, project)) };
};

type Engine = ReturnType<typeof newEngine>;

const runSteps = async (
  engine: Engine,
  stale: Stale,
  plan: ReturnType<typeof planCells> | undefined,
  project: Project,
) => {
  const { store, states } = project;
  const state = newKeeperState();
  const add = (lines: readonly object[]): void =>
    void states.push(...(lines.filter((line) => "key" in line) as CellState[]));
  const log = { add, flush: () => {}, close: () => {} };
  const steps = staleSteps(stale, plan, { cacheSize: 1e9, warn: () => {}, log, cutsOff: plan !== undefined });
  const printed: string[] = [];
  for (const index of stale.notebook.cells.keys()) {
    const kept = steps.kept.get(index) ?? steps.spared?.(index);
    if (kept) {
      const [output] = kept.outputs;
      printed[index] = output?.output_type === "stream" ? output.text : "";
      continue;
    }
    const worker = {
      restore: (order: Parameters<typeof restoreValues>[2]) =>
        restoreValues(engine.session, state, order, store).then(
          () => undefined,
          (error: unknown) => String(error),
        ),
    };
    const problem = await steps.prepare(index, worker);
    if (problem !== undefined) return { printed, problem: problem.what };
    const { source } = stale.notebook.cells[index] as CodeCell;
    const text = engine.run(source);
    if (text === undefined) return { printed, problem: `cell ${index + 1} threw ${engine.thrown()}` };
    printed[index] = text;
    const order = steps.orderOf(index);
    const values = order && (await keepValues(engine.session, state, order, store));
    const outputs = text === "" ? [] : [{ output_type: "stream", name: "stdout", text } as const];
    await steps.ended(index, {
      status: "ok",
      durationMs: 1,
      executionCount: index,
      outputs,
      kept: { values, accesses: [] },
    });
  }
  return { printed, problem: undefined };
};

const own = new Set("abcdefghijkl");

/** Runs cells of random programs in this realm, on variables of its own. */
const newEngine = () => {
  const variables: Record<string, unknown> = Object.create(null);
  let text = "";
  let error: unknown;
  variables.console = {
    log: (...values: readonly unknown[]) => (text += `${values.map((value) => show(value, [])).join(" ")}\n`),
  };
  const scope: object = new Proxy(variables, {
    has: (_, name) => typeof name === "string" && (own.has(name) || name === "console" || name === "globalThis"),
    get: (object, name) => {
      if (name === Symbol.unscopables) return undefined;
      return name === "globalThis" ? scope : Reflect.get(object, name);
    },
  });
  const run = (source: string): string | undefined => {
    text = "";
    try {
      new Function("scope", `with (scope) { ${scriptOf(source)} }`)(scope);
      return text;
    } catch (thrown) {
      error = thrown;
      return undefined;
    }
  };
  const session = {
    execute: async ({ code }: { readonly code: string }) => {
      if (run(code) === undefined) throw error;
      return { status: "ok" } as const;
    },
    variables: {
      read: async (names: readonly string[]) =>
        new Map(
          names.filter((name) => name in variables).map((name) => [name, { value: variables[name], isGlobal: false }]),
        ),
      write: async (values: ReadonlyMap<string, Variable>) => {
        for (const [name, { value }] of values) variables[name] = value;
      },
      load: async () => ({}),
    },
  };
  return { run, session, thrown: () => error };
};

/** A cell for a `with` block: declarations set the variables, functions first. */
const scriptOf = (source: string): string => {
  const lines = source.split("\n").map((line) => line.replace(/^let /, "var "));
  const isFunction = (line: string): boolean => /^function \w+\(/.test(line);
  const functions = lines.filter(isFunction).map((line) => `${line.replace(/^function (\w+)\(/, "$1 = function (")};`);
  return [...functions, ...lines.filter((line) => !isFunction(line))].join("\n");
};

// A value as text: fields by name, cycles cut.
const show = (value: unknown, above: readonly unknown[]): string => {
  if (typeof value === "function") return "function";
  if (typeof value !== "object" || value === null) return String(value);
  if (above.includes(value) || above.length > 5) return "…";
  const inner = [...above, value];
  const fields = Object.keys(value).map((key) => `${key}:${show(Reflect.get(value, key), inner)}`);
  const entries = value instanceof Map ? [...value].map((entry) => show(entry, inner)) : [];
  return `{${[...fields, ...entries].join(",")}}`;
};
