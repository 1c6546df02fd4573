import type { Notebook } from "../types.ts";
import { cellGraph, type GraphOptions } from "./cell-graph.ts";
import { covers, describeData, shared } from "./data-edges.ts";
import type { CellGraph, DataUse, NotebookEdge, NotebookGraph, NotebookNode } from "./types.ts";

/** A notebook with its name, and what gives the sources of the modules beside it. */
export interface NamedNotebook extends GraphOptions {
  readonly name: string;
  readonly notebook: Notebook;
}

/** The graphs of several notebooks, and which of them reads what another writes. */
export const notebookGraph = (notebooks: readonly NamedNotebook[]): NotebookGraph => {
  const nodes = notebooks.map(({ name, notebook, ...options }) => nodeOf(name, cellGraph(notebook, options)));
  const edges = nodes.flatMap((from, at) =>
    nodes.flatMap((to, place) => (at === place ? [] : edgesBetween(nodes, at, place, shared(from, to)))),
  );
  return { notebooks: nodes, edges };
};

/**
 * The places of the notebooks in an order in which each comes after those whose data it reads, else as they were given.
 * Of notebooks that need each other the first given comes first, uncertain needs giving way.
 */
export const orderNotebooks = (graph: NotebookGraph): readonly number[] => {
  const left = graph.notebooks.map((_, at) => at);
  const order: number[] = [];
  while (left.length > 0) {
    const isFree = (edges: readonly NotebookEdge[]) => (at: number) =>
      !edges.some(({ from, to }) => to === at && left.includes(from));
    const next = left.find(isFree(graph.edges)) ?? left.find(isFree(graph.edges.filter(({ sure }) => sure))) ?? left[0];
    if (next === undefined) break;
    order.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return order;
};

/** For each notebook the places of those that it has to wait for; needs that go against `orderNotebooks` are left out, so none wait for each other. */
export const notebookNeeds = (graph: NotebookGraph): readonly (readonly number[])[] => {
  const turns = new Map(orderNotebooks(graph).map((at, turn) => [at, turn]));
  const isBefore = (one: number, other: number) => (turns.get(one) ?? 0) < (turns.get(other) ?? 0);
  return graph.notebooks.map((_, at) => [
    ...new Set(graph.edges.filter(({ from, to }) => to === at && isBefore(from, to)).map(({ from }) => from)),
  ]);
};

const nodeOf = (name: string, graph: CellGraph): NotebookNode => {
  const reads: DataUse[] = [];
  const writes: DataUse[] = [];
  for (const cell of graph.cells) {
    // What the notebook itself surely wrote before is not read from others.
    const isOwn = (read: DataUse) => writes.some((write) => isSame(write, read));
    reads.push(...cell.reads.filter((read) => !isOwn(read)));
    writes.push(...cell.writes);
  }
  return { name, graph, reads, writes };
};

// Environment and folder are the process's, which each notebook has for itself.
const perProcess = new Set(["env", "folder"]);

const isSame = (write: DataUse, read: DataUse): boolean =>
  perProcess.has(read.kind) || (write.sure && write.kind === read.kind && covers(write.name, read.name));

const edgesBetween = (
  nodes: readonly NotebookNode[],
  from: number,
  to: number,
  data: readonly DataUse[],
): readonly NotebookEdge[] =>
  data
    .filter(({ kind }) => !perProcess.has(kind))
    .map(({ kind, name, sure }) => {
      const verbs = sure ? (["writes", "reads"] as const) : (["may write", "may read"] as const);
      const why = `${nodes[from]?.name} ${verbs[0]} ${describeData(kind, name)}, which ${nodes[to]?.name} ${verbs[1]}`;
      return { from, to, name: name === "*" ? kind : `${kind} ${name}`, sure, why };
    });
