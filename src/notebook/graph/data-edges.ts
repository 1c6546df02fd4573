import type { CellEdge, CellNode, DataUse } from "./types.ts";

/** The edges between cells of which one reads what another above it writes. */
export const dataEdges = (cells: readonly CellNode[], nameOf: (index: number) => string): readonly CellEdge[] => {
  const writers = cells.filter(({ writes }) => writes.length > 0);
  const readers = cells.filter(({ reads }) => reads.length > 0);
  return readers.flatMap((to) =>
    writers.filter(({ index }) => index < to.index).flatMap((from) => edgesBetween(from, to, nameOf)),
  );
};

const edgesBetween = (from: CellNode, to: CellNode, nameOf: (index: number) => string): readonly CellEdge[] =>
  shared(from, to).map(({ kind, name, sure }) => ({
    from: from.index,
    to: to.index,
    name: name === "*" ? kind : `${kind} ${name}`,
    kind: "data" as const,
    sure,
    why: `${nameOf(from.index)} ${sure ? "writes" : "may write"} ${describeData(kind, name)}, which ${nameOf(to.index)} ${sure ? "reads" : "may read"}`,
  }));

interface Data {
  readonly writes: readonly DataUse[];
  readonly reads: readonly DataUse[];
}

/** What one writes and another reads: each kind and name of the reader once. */
export const shared = (from: Pick<Data, "writes">, to: Pick<Data, "reads">): readonly DataUse[] => {
  const found = new Map<string, DataUse>();
  for (const read of to.reads)
    for (const write of from.writes) {
      if (write.kind !== read.kind || !mayMeet(write.name, read.name)) continue;
      const name = read.name.includes("*") ? write.name : read.name;
      const sure = write.sure && read.sure && (covers(write.name, read.name) || covers(read.name, write.name));
      const key = `${read.kind} ${name}`;
      if (!found.get(key)?.sure) found.set(key, { kind: read.kind, name, sure });
    }
  return [...found.values()];
};

const plurals: Readonly<Record<string, string>> = {
  env: "environment variables",
  rows: "rows of the source",
  offsets: "offsets of a consumer group",
};

/** Data in words: `the topic x`, `objects`. */
export const describeData = (kind: string, name: string): string => {
  if (name === "*") return plurals[kind] ?? `${kind}s`;
  return kind === "folder" ? name : `the ${kind === "env" ? "environment variable" : kind} ${name}`;
};

/** Whether a pattern matches all that another does. */
export const covers = (pattern: string, name: string): boolean => {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return pattern === name || new RegExp(`^${parts.join(".*")}$`, "s").test(name);
};

/** Whether two names, `*` in which stands for anything, may mean the same. */
const mayMeet = (a: string, b: string): boolean => {
  const one = a.replace(/^\.\//, "");
  const other = b.replace(/^\.\//, "");
  if (!one.includes("*") && !other.includes("*"))
    return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
  return meets(one, 0, other, 0);
};

const meets = (a: string, i: number, b: string, j: number): boolean => {
  if (i === a.length && j === b.length) return true;
  if (a[i] === "*") return meets(a, i + 1, b, j) || (j < b.length && meets(a, i, b, j + 1));
  if (b[j] === "*") return meets(a, i, b, j + 1) || (i < a.length && meets(a, i + 1, b, j));
  return i < a.length && j < b.length && a[i] === b[j] && meets(a, i + 1, b, j + 1);
};
