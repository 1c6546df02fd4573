import type { TextTable } from "../read-table.ts";

/** A row that is not as it was; `before` and `after` are its texts, one for each column that both tables have. */
export interface RowChange {
  readonly change: "added" | "removed" | "changed";
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** What changed from one table to another, by its rows. */
export interface TableChanges {
  /** The columns of both: those of the later, then those that are gone. */
  readonly columns: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The columns that tell rows apart; none where whole rows were compared. */
  readonly key: readonly string[];
  readonly rows: readonly RowChange[];
  readonly same: number;
}

/** Compares two tables row by row: by the fewest first columns that tell the rows of both apart, else by whole rows. */
export const tableChanges = (a: TextTable, b: TextTable): TableChanges => {
  const [namesA, namesB] = [namesOf(a), namesOf(b)];
  const columns = [...namesB, ...namesA.filter((name) => !namesB.includes(name))];
  const line = (names: readonly string[], row: readonly string[]): readonly string[] =>
    columns.map((name) => row[names.indexOf(name)] ?? "");
  const [before, after] = [a.rows.map((row) => line(namesA, row)), b.rows.map((row) => line(namesB, row))];
  const shared = columns.filter((name) => namesA.includes(name) && namesB.includes(name));
  const key = keyOf(columns, shared, before, after);
  const places = key.map((name) => columns.indexOf(name));
  const textOf = (row: readonly string[]): string => JSON.stringify(key.length > 0 ? places.map((at) => row[at]) : row);
  const { rows, same } = matched(before, after, textOf);
  return {
    columns,
    added: namesB.filter((name) => !namesA.includes(name)),
    removed: namesA.filter((name) => !namesB.includes(name)),
    key,
    rows,
    same,
  };
};

type Rows = readonly (readonly string[])[];

const matched = (before: Rows, after: Rows, textOf: (row: readonly string[]) => string) => {
  const left = new Map<string, (readonly string[])[]>();
  for (const row of before) left.set(textOf(row), [...(left.get(textOf(row)) ?? []), row]);
  let same = 0;
  const rows: RowChange[] = [];
  for (const row of after) {
    const former = left.get(textOf(row))?.shift();
    if (!former) rows.push({ change: "added", after: row });
    else if (former.join("\0") === row.join("\0")) same += 1;
    else rows.push({ change: "changed", before: former, after: row });
  }
  for (const row of [...left.values()].flat()) rows.push({ change: "removed", before: row });
  return { rows, same };
};

// Columns without a name are told apart by their place.
const namesOf = ({ head, rows }: TextTable): readonly string[] => {
  const width = rows[0]?.length ?? head[0]?.length ?? 0;
  const seen = new Set<string>();
  return Array.from({ length: width }, (_, at) => {
    const name = [...new Set(head.map((row) => row[at] ?? "").filter((text) => text !== ""))].join(" / ");
    const free = name === "" || seen.has(name) ? `${name}${name === "" ? "" : " "}#${at + 1}` : name;
    seen.add(free);
    return free;
  });
};

const keyOf = (columns: readonly string[], shared: readonly string[], before: Rows, after: Rows): readonly string[] => {
  // All columns as a key would let no row count as changed.
  const most = Math.min(shared.length, columns.length - 1);
  for (let length = 1; length <= most; length++) {
    const key = shared.slice(0, length);
    const places = key.map((name) => columns.indexOf(name));
    const isUnique = (rows: Rows): boolean =>
      new Set(rows.map((row) => JSON.stringify(places.map((at) => row[at])))).size === rows.length;
    if (isUnique(before) && isUnique(after)) return key;
  }
  return [];
};
