import { createHash } from "node:crypto";
import { type CellGraph, cellGraph, type GraphOptions } from "../../notebook/graph/index.ts";
import type { CellNode, Notebook } from "../../notebook/index.ts";
import { codeHash } from "../../syntax/index.ts";
import type { Execution, Modules, View } from "./view.ts";

/** A cell that is not what a run of the notebook from the top would make it. */
export interface StaleCell {
  readonly id: string;
  /** What people call it: its number or execution count, and its first line. */
  readonly label: string;
  readonly source: string;
  readonly reasons: readonly string[];
}

interface Input {
  readonly version: string;
  readonly writer: string;
}

/** What a cell was made of: its code, what it imports, data outside, and each name as the last cell left it. */
interface Made {
  readonly code: string;
  readonly modules: Modules;
  /** What it read and wrote outside; one that changed since is told apart. */
  readonly data: string;
  readonly inputs: ReadonlyMap<string, Input>;
}

/** What a session's cells are, and what is to run to make all of them what they should be. */
export interface Judgement {
  readonly stale: readonly StaleCell[];
  /** The stale cells, and those that have to run again so that these find what they need; in the notebook's order. */
  readonly runs: readonly StaleCell[];
}

interface JudgeOptions {
  readonly view: View;
  readonly executions: readonly Execution[];
  /** By place, why data that a cell read or wrote is not as it was. */
  readonly changes: readonly (string | undefined)[];
  /** What a cell imports, as it is now. */
  readonly modulesOf: (source: string) => Modules;
  readonly options: GraphOptions;
}

/**
 * A cell is stale where what it is made of differs from what a run of the notebook in its order would make it of.
 */
export const judge = ({ view, executions, changes, modulesOf, options }: JudgeOptions): Judgement => {
  const { notebook, withDeleted, labels } = view;
  const graphOf = (of: Notebook): CellGraph => withState(cellGraph(of, options));
  const graph = graphOf(notebook);
  const then = withDeleted.cells.length === notebook.cells.length ? graph : graphOf(withDeleted);
  const last = new Map(executions.map((one) => [one.id, one]));
  const actual = replay(executions, nodesOf(withDeleted, then, graphOf));
  const names = start();
  const judged = notebook.cells.flatMap(({ id, source }, at): readonly Judged[] => {
    const node = graph.cells[at];
    if (!node || /^[ \t]*%(stale|rerun)\b/m.test(source)) return [];
    const before = actual.made.get(id);
    const change = changes[at];
    const wanted = {
      ...{ code: codeHash(source), modules: modulesOf(source), inputs: names.inputs(node) },
      data: change ?? before?.data ?? "",
    };
    names.pass(node, id, keyOf(wanted));
    const reasons = [
      ...(last.get(id)?.isOk === false ? ["it failed when it ran last"] : []),
      ...(change === undefined ? [] : [change]),
      ...(before ? differences(wanted, before, (other) => labels.get(other) ?? other, id) : []),
    ];
    return [{ id, source, label: labels.get(id) ?? id, reasons, node, wanted }];
  });
  return { stale: judged.filter(({ reasons }) => reasons.length > 0), runs: runsOf(judged, actual.names) };
};

/** The cells of a graph with what lives in the process alone as names that those define who changed it. */
const withState = (graph: CellGraph): CellGraph => {
  const states = graph.edges.filter(({ kind }) => kind === "state");
  if (states.length === 0) return graph;
  const namesAt = (end: "from" | "to", index: number): readonly string[] =>
    states.filter((edge) => edge[end] === index).map(({ name }) => name);
  const cells = graph.cells.map((node) => ({
    ...node,
    uses: [...node.uses, ...namesAt("to", node.index)],
    defines: [...node.defines, ...namesAt("from", node.index)],
  }));
  return { ...graph, cells };
};

interface Judged extends StaleCell {
  readonly node: CellNode;
  readonly wanted: Made;
}

/** Adds, as long as one is missing, the cell that leaves a name as a cell that is to run should find it. */
const runsOf = (judged: readonly Judged[], now: Names): readonly StaleCell[] => {
  const runs = new Set(judged.filter(({ reasons }) => reasons.length > 0).map(({ id }) => id));
  for (let before = -1; before !== runs.size; ) {
    before = runs.size;
    const names = start(now.all());
    for (const { id, node, wanted } of judged) {
      if (!runs.has(id)) continue;
      const found = names.inputs(node);
      for (const [name, { version, writer }] of wanted.inputs)
        if (found.get(name)?.version !== version) runs.add(writer);
      names.pass(node, id, keyOf(wanted));
    }
  }
  return judged.filter(({ id }) => runs.has(id));
};

/** Gives the node of a cell with the source that it ran with. */
const nodesOf = (notebook: Notebook, graph: CellGraph, graphOf: (notebook: Notebook) => CellGraph) => {
  const known = new Map<string, CellNode | undefined>();
  return ({ id, source }: Execution): CellNode | undefined => {
    const at = notebook.cells.findIndex((cell) => cell.id === id);
    const cell = notebook.cells[at];
    if (!cell || cell.source === source) return graph.cells[at];
    const key = JSON.stringify([id, source]);
    if (!known.has(key)) {
      const then = { ...notebook, cells: notebook.cells.with(at, { ...cell, source }) };
      known.set(key, graphOf(then).cells[at]);
    }
    return known.get(key);
  };
};

const replay = (
  executions: readonly Execution[],
  nodeOf: (execution: Execution) => CellNode | undefined,
): { readonly made: ReadonlyMap<string, Made>; readonly names: Names } => {
  const names = start();
  const made = new Map<string, Made>();
  for (const execution of executions) {
    const node = nodeOf(execution);
    if (!node) continue;
    const { id, source, modules, accesses } = execution;
    const data = accesses.length === 0 ? "" : JSON.stringify(accesses);
    const one = { code: codeHash(source), modules, data, inputs: names.inputs(node) };
    names.pass(node, id, keyOf(one));
    made.set(id, one);
  }
  return { made, names };
};

type Names = ReturnType<typeof start>;

/** The names as one goes through cells: each with a version that tells how it came about. */
const start = (from: ReadonlyMap<string, Input> = new Map()) => {
  const versions = new Map(from);
  return {
    all: (): ReadonlyMap<string, Input> => versions,
    inputs: ({ uses, changes }: CellNode): ReadonlyMap<string, Input> =>
      new Map(
        [...new Set([...uses, ...changes])].sort().flatMap((name) => {
          const found = versions.get(name);
          return found ? [[name, found] as const] : [];
        }),
      ),
    pass: ({ changes, defines }: CellNode, writer: string, key: string): void => {
      for (const name of changes) versions.set(name, { version: hash(versions.get(name)?.version, key), writer });
      for (const name of defines) versions.set(name, { version: hash(name, key), writer });
    },
  };
};

const keyOf = ({ code, modules, data, inputs }: Made): string =>
  hash(
    code,
    Object.entries(modules).sort(),
    data,
    [...inputs].map(([name, { version }]) => [name, version]),
  );

const hash = (...parts: readonly unknown[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const differences = (wanted: Made, before: Made, label: (id: string) => string, own: string): readonly string[] => {
  const names = [...new Set([...wanted.inputs.keys(), ...before.inputs.keys()])];
  return [
    ...(wanted.code === before.code ? [] : ["its code was edited since it ran"]),
    ...moduleDifferences(wanted.modules, before.modules),
    ...names.flatMap((name) => {
      const [now, then] = [wanted.inputs.get(name), before.inputs.get(name)];
      if (now?.version === then?.version) return [];
      if (then?.writer === own) return [`it had changed ${name} before, and found it so when it ran again`];
      if (!now) return [`it found a ${name} that no cell above it makes`];
      if (!then) return [`${name} was not there yet: it comes from ${label(now.writer)}`];
      return now.writer === then.writer
        ? [`${name} is another now, by ${label(now.writer)}`]
        : [`${name} was as left by ${label(then.writer)}, not by ${label(now.writer)}`];
    }),
  ];
};

const moduleDifferences = (now: Modules, then: Modules): readonly string[] => {
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((name) => now[name] !== then[name]);
  const sentences = names.map((name) =>
    isVersion(now[name]) && isVersion(then[name])
      ? `the package ${name} is ${now[name]}, it was ${then[name]} when it ran`
      : "a local module that it imports changed since it ran",
  );
  return [...new Set(sentences)];
};

const isVersion = (text: string | undefined): boolean => text !== undefined && /^v?\d+\.\d+/.test(text);
