import { type AddFile, partitionValue } from "../../delta/index.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import { arqueroEngine } from "../arquero/index.ts";
import type { ExprNode, Plan } from "../plan.ts";
import { columnsIn } from "../rename-columns.ts";

/** The files of a Delta table of whose partitions a condition, on the columns by which it is partitioned, is true. */
export const filesWhere = async (
  files: readonly AddFile[],
  schema: Schema,
  condition: ExprNode,
): Promise<readonly AddFile[]> => {
  const names = columnsIn(condition);
  const fields = [
    ...schema.filter(({ name }) => names.has(name)).map((field) => ({ ...field, nullable: true })),
    { name: numbers, type: "int32" as const, nullable: false },
  ];
  const columns = fields.map((field) => [
    field.name,
    files.map((file, index) =>
      field.name === numbers ? index : partitionValue(field, file.partitionValues[field.name] ?? null),
    ),
  ]);
  const table: ColumnTable = { schema: fields, rowCount: files.length, columns: Object.fromEntries(columns) };
  const input: Plan = { verb: "source", name: "files", schema: fields };
  const found = await arqueroEngine.run({ verb: "filter", input, by: [], condition }, { files: table });
  return Array.from(found.columns[numbers] ?? [], (index) => files[index as number] as AddFile);
};

const numbers = "pinbook file";
