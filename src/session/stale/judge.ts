import { createHash } from "node:crypto";
import { type CellGraph, cellGraph, type GraphOptions } from "../../notebook/graph/index.ts";
import type { CellNode, Notebook } from "../../notebook/index.ts";
import { codeHash } from "../../syntax/index.ts";
import type { Execution, View } from "./view.ts";

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

/** What a cell was made of: its code, its modules, and each name as the last cell left it. */
interface Made {
  readonly code: string;
  readonly modules: string;
  readonly inputs: ReadonlyMap<string, Input>;
}

/** What a session's cells are, and what is to run to make all of them what they should be. */
export interface Judgement {
  readonly stale: readonly StaleCell[];
  /** The stale cells, and those that have to run again so that these find what they need; in the notebook's order. */
  readonly runs: readonly StaleCell[];
}

/**
 * A cell is stale where what it is made of differs from what a run of the notebook in its order would make it of.
 * `modulesOf` gives the local modules of a cell as they are now.
 */
export const judge = (
  view: View,
  executions: readonly Execution[],
  modulesOf: (source: string) => string,
  options: GraphOptions,
): Judgement => {
  const { notebook, labels } = view;
  const graph = cellGraph(notebook, options);
  const last = new Map(executions.map((one) => [one.id, one]));
  const actual = replay(executions, nodesOf(notebook, graph, options));
  const names = start();
  const judged = notebook.cells.flatMap(({ id, source }, at): readonly Judged[] => {
    const node = graph.cells[at];
    if (!node || /^[ \t]*%(stale|rerun)\b/m.test(source)) return [];
    const wanted = { code: codeHash(source), modules: modulesOf(source), inputs: names.inputs(node) };
    names.pass(node, id, keyOf(wanted));
    const before = actual.made.get(id);
    const reasons = [
      ...(last.get(id)?.isOk === false ? ["it failed when it ran last"] : []),
      ...(before ? differences(wanted, before, (other) => labels.get(other) ?? other, id) : []),
    ];
    return [{ id, source, label: labels.get(id) ?? id, reasons, node, wanted }];
  });
  return { stale: judged.filter(({ reasons }) => reasons.length > 0), runs: runsOf(judged, actual.names) };
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
const nodesOf = (notebook: Notebook, graph: CellGraph, options: GraphOptions) => {
  const known = new Map<string, CellNode | undefined>();
  return ({ id, source }: Execution): CellNode | undefined => {
    const at = notebook.cells.findIndex((cell) => cell.id === id);
    const cell = notebook.cells[at];
    if (!cell || cell.source === source) return graph.cells[at];
    const key = JSON.stringify([id, source]);
    if (!known.has(key)) {
      const then = { ...notebook, cells: notebook.cells.with(at, { ...cell, source }) };
      known.set(key, cellGraph(then, options).cells[at]);
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
    const { id, source, modules } = execution;
    const one = { code: codeHash(source), modules, inputs: names.inputs(node) };
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

const keyOf = ({ code, modules, inputs }: Made): string =>
  hash(
    code,
    modules,
    [...inputs].map(([name, { version }]) => [name, version]),
  );

const hash = (...parts: readonly unknown[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const differences = (wanted: Made, before: Made, label: (id: string) => string, own: string): readonly string[] => {
  const names = [...new Set([...wanted.inputs.keys(), ...before.inputs.keys()])];
  return [
    ...(wanted.code === before.code ? [] : ["its code was edited since it ran"]),
    ...(wanted.modules === before.modules ? [] : ["a local module that it imports changed since it ran"]),
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
