import { isDeepStrictEqual } from "node:util";
import { usageError } from "../errors.ts";
import { type DataType, type Schema, typeName } from "../schema.ts";
import { formatCommit } from "./actions.ts";
import { putCommit } from "./commit.ts";
import { type GivenRows, metricsOf, removeDataFiles, writeDataFiles } from "./data-files.ts";
import { effectsOf } from "./effects.ts";
import { NoSuchTable, placeOf, TableExists } from "./errors.ts";
import { sameSchema } from "./fit.ts";
import { checkPartitionColumns } from "./partition.ts";
import { protocolFor } from "./protocol.ts";
import { schemaToString } from "./schema-string.ts";
import { readSnapshot } from "./snapshot.ts";
import type { Effects, Metadata, Snapshot, TableRef } from "./types.ts";

/** What a new table is; `properties` as `delta.appendOnly`, all texts. */
export interface CreateOptions {
  readonly schema: Schema;
  readonly name?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, string>>;
  /** The columns by whose values the table is divided into folders: not all of them, none nested or binary. */
  readonly partitionBy?: readonly string[];
  /** A table of the same schema that is there already is left as it is. */
  readonly ifNotExists?: boolean;
}

/** Makes an empty table as version 0. Throws TableExists where one is there and `ifNotExists` is not set, or its schema differs. */
export const createTable = async (
  ref: TableRef,
  options: CreateOptions,
  effects: Partial<Effects> = {},
): Promise<{ readonly version: number; readonly created: boolean }> => {
  checkTable(options, placeOf(ref));
  const there = await snapshotIfAny(ref);
  if (there !== undefined) return existing(ref, there, options);
  const { now, randomUUID } = effectsOf(effects);
  const [id, txnId] = [randomUUID(), randomUUID()];
  const metaData = metadataOf(options, id, now());
  const text = formatCommit([
    { commitInfo: commitInfo(options, txnId, now()) },
    { protocol: protocolFor(options.schema) },
    { metaData },
  ]);
  if (await putCommit(ref, 0, text, txnId)) return { version: 0, created: true };
  return existing(ref, await readSnapshot(ref), options);
};

/**
 * Makes a table of these rows as version 0: it is there with all of them or not at all. Throws TableExists where one is
 * there.
 */
export const createTableOf = async (
  ref: TableRef,
  options: Omit<CreateOptions, "ifNotExists">,
  rows: GivenRows,
  effects: Partial<Effects> = {},
): Promise<{ readonly version: number; readonly rows: number; readonly files: number; readonly bytes: number }> => {
  checkTable(options, placeOf(ref));
  if ((await snapshotIfAny(ref)) !== undefined)
    throw new TableExists(ref, "choose another place, or append or overwrite");
  const all = effectsOf(effects);
  const [id, txnId] = [all.randomUUID(), all.randomUUID()];
  const metaData = metadataOf(options, id, all.now());
  const files = await writeDataFiles(ref, rows, options.schema, metaData, all);
  const info = {
    ...commitInfo(options, txnId, all.now()),
    operation: "CREATE TABLE AS SELECT",
    operationMetrics: metricsOf(files),
  };
  const text = formatCommit([
    { commitInfo: info },
    { protocol: protocolFor(options.schema) },
    { metaData },
    ...files.adds.map((add) => ({ add })),
  ]);
  if (await putCommit(ref, 0, text, txnId)) {
    return { version: 0, rows: files.rows, files: files.adds.length, bytes: files.bytes };
  }
  await removeDataFiles(ref, files.adds);
  throw new TableExists(ref, "another writer made it meanwhile; choose another place, or append or overwrite");
};

const metadataOf = (options: CreateOptions, id: string, createdTime: number): Metadata => ({
  id,
  ...(options.name === undefined ? {} : { name: options.name }),
  ...(options.description === undefined ? {} : { description: options.description }),
  format: { provider: "parquet", options: {} },
  schemaString: schemaToString(options.schema),
  partitionColumns: [...(options.partitionBy ?? [])],
  configuration: { ...options.properties },
  createdTime,
});

const commitInfo = (
  { properties = {}, description, partitionBy = [] }: CreateOptions,
  txnId: string,
  timestamp: number,
) => ({
  timestamp,
  operation: "CREATE TABLE",
  operationParameters: {
    isManaged: "false",
    ...(description === undefined ? {} : { description }),
    partitionBy: JSON.stringify(partitionBy),
    properties: JSON.stringify(properties),
  },
  isolationLevel: "Serializable",
  isBlindAppend: true,
  operationMetrics: {},
  engineInfo: "pinbook",
  txnId,
});

const snapshotIfAny = async (ref: TableRef): Promise<Snapshot | undefined> => {
  try {
    return await readSnapshot(ref);
  } catch (error) {
    if (error instanceof NoSuchTable) return undefined;
    throw error;
  }
};

const existing = (ref: TableRef, there: Snapshot, options: CreateOptions) => {
  if (!sameSchema(there.schema, options.schema))
    throw new TableExists(ref, `its schema is another one, ${schemaToString(there.schema)}; choose another place`);
  const { partitionColumns } = there.metadata;
  if (!isDeepStrictEqual(partitionColumns, options.partitionBy ?? []))
    throw new TableExists(
      ref,
      `it is partitioned by ${partitionColumns.join(", ") || "nothing"}; choose another place`,
    );
  if (!options.ifNotExists) throw new TableExists(ref, "choose another place, or set ifNotExists");
  return { version: there.version, created: false };
};

const checkTable = ({ schema, partitionBy = [] }: CreateOptions, place: string): void => {
  checkSchema(schema, place);
  checkPartitionColumns(schema, partitionBy, place);
};

const checkSchema = (schema: Schema, place: string): void => {
  if (schema.length === 0) throw usageError(`${place} cannot be a table without columns; give at least one`);
  checkFields(schema, place);
};

const checkFields = (fields: Schema, place: string): void => {
  const seen = new Set<string>();
  for (const { name, type } of fields) {
    if (name === "" || /[ ,;{}()\n\t=]/.test(name))
      throw usageError(`a column of ${place} cannot be called ${JSON.stringify(name)}: no spaces nor any of ,;{}()=`);
    if (seen.has(name.toLowerCase()))
      throw usageError(`${place} cannot have two columns called ${name}, whatever the case`);
    seen.add(name.toLowerCase());
    checkNested(type, `${place}, column ${name}`);
  }
};

const checkNested = (type: DataType, place: string): void => {
  if (typeof type === "string") return;
  if (
    type.kind === "decimal" &&
    !(type.precision >= 1 && type.precision <= 38 && type.scale >= 0 && type.scale <= type.precision)
  )
    throw usageError(`${place} cannot be a ${typeName(type)}: the precision is 1 to 38, the scale 0 to the precision`);
  if (type.kind === "struct") {
    if (type.fields.length === 0) throw usageError(`${place} cannot be a struct without fields; give at least one`);
    checkFields(type.fields, place);
  }
  if (type.kind === "list") checkNested(type.element, place);
  if (type.kind === "map") {
    checkNested(type.key, place);
    checkNested(type.value, place);
  }
};
