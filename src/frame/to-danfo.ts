import type { DataFrame } from "danfojs-node";
import { PinbookError, usageError } from "../errors.ts";
import type { ColumnTable, Field } from "../schema.ts";
import { toDanfoValue } from "./danfo-values.ts";
import { int64AsNumbers } from "./int64-numbers.ts";
import { checkedValues, type Int64Option } from "./value-options.ts";

/** Danfo's DataFrame. */
export type DanfoFrame = DataFrame;

/**
 * A Danfo DataFrame: dates and timestamps as ISO text, lists, structs and maps as JSON text, int64 as numbers (inside JSON
 * as its digits in a text, unless the option says "number"). Throws where danfojs-node is not installed, where an int64 is
 * beyond 2^53, which a number would round, and at a column that Danfo cannot hold, by its name.
 */
export const tableToDanfo = async (given: ColumnTable, options: Int64Option<"number"> = {}): Promise<DanfoFrame> => {
  const table = checkedValues(options).int64 === "number" ? int64AsNumbers(given) : given;
  const names = table.schema.map((field) => field.name);
  for (const name of names) refuseHiding(name);
  const { DataFrame } = await loadDanfo();
  const columns = table.schema.map((field) => danfoColumn(table, field));
  const rows = Array.from({ length: table.rowCount }, (_, row) => columns.map((values) => values[row]));
  return new DataFrame(rows, { columns: names });
};

/** What a DataFrame reads of itself, and what a column of that name would hide: rows are then lost without a word. */
const ownNames = new Set(
  "T axis columns config ctypes dtypes getColumnData index ndim shape size tensor values".split(" "),
);

const refuseHiding = (name: string): void => {
  if (!ownNames.has(name) && !name.startsWith("$")) return;
  throw usageError(
    `The column '${name}' would hide what Danfo itself keeps under that name: rename it first, as in frame.rename({ ${JSON.stringify(name)}: "${name.replace("$", "")}_" }).`,
  );
};

/** Loads danfojs-node, which takes about half a second, only where a frame crosses to it. */
const loadDanfo = async (): Promise<{ DataFrame: new (rows: unknown[][], options: object) => DanfoFrame }> => {
  try {
    const module = await import("danfojs-node");
    return module as never;
  } catch (cause) {
    throw new PinbookError(
      "toDanfo() needs the package danfojs-node, which is not installed (or cannot be loaded). In a clone of pinbook `npm ci` " +
        "brings it, `npm ci --omit=dev` does not; elsewhere install it with the overrides of pinbook's package.json. " +
        "toArquero() and toRows() need no package.",
      { exitCode: 2, cause },
    );
  }
};

const danfoColumn = (table: ColumnTable, field: Field): readonly unknown[] => {
  let row = 0;
  const convert = toDanfoValue(field, () => row);
  return Array.from(table.columns[field.name] ?? [], (value) => {
    row += 1;
    return value === null ? null : convert(value as never);
  });
};
