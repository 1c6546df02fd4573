import { gatherRows, rowsSizer } from "../gather-rows.ts";
import { hiveFolder } from "../hive.ts";
import { sliceTable } from "../join-tables.ts";
import type { ColumnTable, Field, Schema } from "../schema.ts";
import { partitionText } from "./partition.ts";

/** Where rows belong. */
export interface Partition {
  /** By column, as the log has them. */
  readonly values: Readonly<Record<string, string | null>>;
  /** `country=DE/`, below the table's; "" where the table is not partitioned. */
  readonly folder: string;
}

/** Rows of one partition, without the columns that it names. */
export interface PartitionRows {
  readonly partition: Partition;
  readonly rows: ColumnTable;
}

/**
 * Rows by partition, in groups that are worth a file. Of all partitions together about 64 MiB are held; past that the
 * largest one is given. Where rows of a partition follow one another, nothing is held of those that are over.
 */
export async function* partitionGroups(
  tables: AsyncIterable<ColumnTable>,
  schema: Schema,
  names: readonly string[],
  { groupRows, sorted }: { readonly groupRows: number; readonly sorted: boolean },
): AsyncGenerator<PartitionRows, undefined> {
  const fields = names.map((name) => schema.find((field) => field.name === name) as Field);
  const stored = schema.filter((field) => !names.includes(field.name));
  const sizeOf = rowsSizer(stored);
  const held = new Map<string, Held>();
  for await (const table of tables) {
    for (const [key, part] of divided(table, fields, stored)) {
      if (sorted) for (const over of taken(held, (other) => other !== key)) yield over;
      const one = held.get(key) ?? { partition: part.partition, gathered: gatherRows(stored, groupRows), bytes: 0 };
      held.set(key, one);
      one.bytes += sizeOf(part.rows);
      const rows = one.gathered.add(part.rows);
      if (rows) {
        one.bytes = 0;
        yield { partition: one.partition, rows };
      }
    }
    while (total(held) > mostBytes) {
      const largest = largestOf(held);
      for (const group of taken(held, (key) => key === largest)) yield group;
    }
  }
  yield* taken(held, () => true);
  return undefined;
}

interface Held {
  readonly partition: Partition;
  readonly gathered: ReturnType<typeof gatherRows>;
  bytes: number;
}

const mostBytes = 1 << 26;

/** What is held of these partitions, which is then held no more. */
const taken = (held: Map<string, Held>, which: (key: string) => boolean): readonly PartitionRows[] =>
  [...held]
    .filter(([key]) => which(key))
    .flatMap(([key, { partition, gathered }]) => {
      held.delete(key);
      const rows = gathered.end();
      return rows ? [{ partition, rows }] : [];
    });

const total = (held: ReadonlyMap<string, Held>): number =>
  [...held.values()].reduce((sum, { bytes }) => sum + bytes, 0);

const largestOf = (held: ReadonlyMap<string, Held>): string | undefined =>
  [...held].reduce((a, b) => (b[1].bytes > a[1].bytes ? b : a))[0];

/** A table's rows by partition, in their order. */
const divided = (table: ColumnTable, fields: readonly Field[], stored: Schema): ReadonlyMap<string, PartitionRows> => {
  if (fields.length === 0) return new Map([["", { partition: { values: {}, folder: "" }, rows: table }]]);
  const columns = fields.map((field) => ({ field, values: table.columns[field.name] ?? [] }));
  const found = new Map<string, { readonly partition: Partition; readonly rows: number[] }>();
  let last: number[] | undefined;
  for (let row = 0; row < table.rowCount; row++) {
    const isSame = last && columns.every(({ values }) => Object.is(values[row], values[row - 1]));
    if (!isSame) {
      const texts = columns.map(({ field, values }) => partitionText(field, values[row]));
      const key = JSON.stringify(texts);
      const one = found.get(key) ?? { partition: partitionOf(fields, texts), rows: [] };
      found.set(key, one);
      last = one.rows;
    }
    last?.push(row);
  }
  return new Map(
    [...found].map(([key, { partition, rows }]) => [key, { partition, rows: picked(table, rows, stored) }]),
  );
};

const partitionOf = (fields: readonly Field[], texts: readonly (string | null)[]): Partition => ({
  values: Object.fromEntries(fields.map(({ name }, index) => [name, texts[index] ?? null])),
  folder: fields.map(({ name }, index) => `${shortened(hiveFolder(name, texts[index] ?? null))}/`).join(""),
});

/** File systems take names of 255 bytes; readers go by the log, not by the folder. */
const shortened = (folder: string): string => folder.slice(0, 240);

const picked = (table: ColumnTable, rows: readonly number[], schema: Schema): ColumnTable => {
  const [first = 0, last = 0] = [rows[0], rows.at(-1)];
  if (last - first + 1 === rows.length) return { ...sliceTable(table, first, last + 1), schema };
  const columns = schema.map(({ name }) => [name, rows.map((row) => table.columns[name]?.[row])] as const);
  return { schema, rowCount: rows.length, columns: Object.fromEntries(columns) };
};
