import type { CellGraph } from "./types.ts";

/** The places of all cells that this one needs, directly or not, ascending. */
export const ancestorsOf = (graph: CellGraph, index: number): readonly number[] =>
  reach(index, (at) => graph.edges.filter(({ to }) => to === at).map(({ from }) => from));

/** The places of all cells that need this one, directly or not, ascending. */
export const dependentsOf = (graph: CellGraph, index: number): readonly number[] =>
  reach(index, (at) => graph.edges.filter(({ from }) => from === at).map(({ to }) => to));

const reach = (start: number, next: (at: number) => readonly number[]): readonly number[] => {
  const found = new Set<number>();
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const other of next(at)) {
      if (other === start || found.has(other)) continue;
      found.add(other);
      queue.push(other);
    }
  }
  return [...found].sort((a, b) => a - b);
};
