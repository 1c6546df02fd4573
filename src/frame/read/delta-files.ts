import { type AddFile, boundsOfFile, partitionValue, type Snapshot } from "../../delta/index.ts";
import type { ColumnTable, Schema } from "../../schema.ts";
import { arqueroEngine } from "../arquero/index.ts";
import type { ExprNode, Plan } from "../plan.ts";
import { conjuncts } from "../push-filters.ts";
import { columnsIn } from "../rename-columns.ts";
import { mayHold } from "./may-hold.ts";

/**
 * The files of a snapshot that may hold rows of which a filter is true, by their partitions and by what the log says of
 * their columns.
 */
export const filesRead = async (snapshot: Snapshot, filter: ExprNode | undefined): Promise<readonly AddFile[]> => {
  if (!filter) return snapshot.files;
  const { partitionColumns } = snapshot.metadata;
  const isOfPartitions = (condition: ExprNode): boolean => {
    const names = [...columnsIn(condition)];
    return names.length > 0 && names.every((name) => partitionColumns.includes(name));
  };
  let files = snapshot.files;
  for (const condition of conjuncts(filter).filter(isOfPartitions)) {
    // A condition that fails is to fail where it is asked, and not of partitions that another leaves out.
    files = await filesWhere(files, snapshot.schema, condition).catch(() => files);
  }
  return files.filter((file) => mayHold(filter, boundsOfFile(snapshot, file)));
};

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
