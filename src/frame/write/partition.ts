import { usageError } from "../../errors.ts";
import { hiveFolder } from "../../hive.ts";
import { type ColumnTable, type DataType, type Field, type Schema, typeName } from "../../schema.ts";
import { textWriter } from "./text-value.ts";

/** Rows that follow one another and are of one partition. */
export interface Run {
  /** The partition's folder: `country=DE/year=2024/`; "" where there are no partitions. */
  readonly folder: string;
  readonly from: number;
  readonly until: number;
}

/** Throws where columns cannot name partitions: unknown ones, those of no plain type, or all there are. */
export const checkPartition = (schema: Schema, names: readonly string[]): void => {
  for (const name of names) {
    const field = schema.find((one) => one.name === name);
    if (!field) throw usageError(`partitionBy names '${name}', which is no column of the frame.`);
    partitionText(field.type, field.name);
  }
  if (names.length > 0 && names.length === schema.length)
    throw usageError("partitionBy names all columns: no column would be left for the files.");
};

/** A table's rows by partition, in their order; rows of one partition must follow one another. */
export const partitionRuns = (table: ColumnTable, names: readonly string[]): readonly Run[] => {
  if (names.length === 0) return table.rowCount > 0 ? [{ folder: "", from: 0, until: table.rowCount }] : [];
  const columns = names.map((name) => {
    const { type } = table.schema.find((field) => field.name === name) as Field;
    return { name, values: table.columns[name] ?? [], text: partitionText(type, name) };
  });
  const folderOf = (row: number): string =>
    columns
      .map(({ name, values, text }) => {
        const value = values[row] ?? null;
        return `${hiveFolder(name, value === null ? null : text(value as never))}/`;
      })
      .join("");
  const runs: { folder: string; from: number; until: number }[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const last = runs.at(-1);
    const isSame = last && columns.every(({ values }) => Object.is(values[row], values[row - 1]));
    if (isSame) {
      last.until = row + 1;
      continue;
    }
    const folder = folderOf(row);
    if (last?.folder === folder) last.until = row + 1;
    else runs.push({ folder, from: row, until: row + 1 });
  }
  return runs;
};

/** How a type's values are written in the names of folders; throws where they cannot be. */
const partitionText = (type: DataType, name: string): ((value: never) => string) => {
  const isPlain = typeof type === "object" ? type.kind === "decimal" : type !== "binary";
  if (isPlain) return textWriter(name, type);
  throw usageError(`partitionBy names '${name}' of type ${typeName(type)}, which no folder can be named after.`);
};
