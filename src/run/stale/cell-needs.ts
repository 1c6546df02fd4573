import type { CellEdge, CellGraph } from "../../notebook/index.ts";
import type { Need } from "./lineage.ts";

/** What each cell needs of others, by its place and the graph's edges. */
export const cellNeeds = ({ cells, edges }: CellGraph): ReadonlyMap<number, readonly Need[]> => {
  const into = grouped(edges, ({ to }) => to);
  const values = edges.filter(({ kind }) => kind !== "data");
  const byEnds = { from: grouped(values, keyOfFrom), to: grouped(values, keyOfTo) };
  return new Map(
    cells.map(({ index, defines, changes }) => {
      const needs = new Map<string, Need>();
      for (const [name, some] of grouped(into.get(index) ?? [], nameOf)) needs.set(name, needOf(name, some));
      for (const name of [...defines, ...changes]) if (!needs.has(name)) carry(needs, name, index, byEnds);
      return [index, [...needs.values()].sort((a, b) => (a.name < b.name ? -1 : 1))];
    }),
  );
};

const grouped = <T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

const nameOf = ({ from, name, kind }: CellEdge): string => (kind === "data" ? `${name} of cell ${from + 1}` : name);
const keyOfFrom = ({ from, name }: CellEdge): string => `${from} ${name}`;
const keyOfTo = ({ to, name }: CellEdge): string => `${to} ${name}`;

const needOf = (name: string, edges: readonly CellEdge[]): Need => ({
  name,
  from: writersOf(edges),
  isData: edges[0]?.kind === "data",
  isState: edges[0]?.kind === "state",
  isCarried: false,
});

// Who also made it anew did not only change it.
const writersOf = (edges: readonly CellEdge[]): Need["from"] =>
  [...grouped(edges, ({ from }) => from)].map(([index, some]) => ({
    index,
    isChange: some.every(({ kind }) => kind === "change"),
  }));

interface ByEnds {
  /** By the cell that an edge of a variable leaves, and by the one that it reaches, each with the name. */
  readonly from: ReadonlyMap<string, readonly CellEdge[]>;
  readonly to: ReadonlyMap<string, readonly CellEdge[]>;
}

/** A name that a cell may or may not make anew, or changes through another that shares what it holds: where later cells may find it as it was before, it has to be there. */
const carry = (needs: Map<string, Need>, name: string, index: number, edges: ByEnds): void => {
  const readers = new Set((edges.from.get(`${index} ${name}`) ?? []).map(({ to }) => to));
  const earlier = [...readers]
    .filter((to) => to > index)
    .flatMap((to) => edges.to.get(`${to} ${name}`) ?? [])
    .filter(({ from }) => from < index);
  if (earlier.length === 0) return;
  needs.set(name, { name, from: writersOf(earlier), isData: false, isState: false, isCarried: true });
};
