import { PinbookError } from "../errors.ts";
import type { ColumnTable, DataType, Field, Schema } from "../schema.ts";
import { checkAction } from "./actions.ts";
import type { Action, Snapshot } from "./types.ts";

const field = (name: string, type: DataType): Field => ({ name, type, nullable: true });
const struct = (name: string, fields: Schema): Field => field(name, { kind: "struct", fields });
const texts: DataType = { kind: "list", element: "string", containsNull: true };
const textMap: DataType = { kind: "map", key: "string", value: "string", valueContainsNull: true };

const file = [field("path", "string"), field("partitionValues", textMap), field("size", "int64")];

/** The columns of a classic checkpoint (PROTOCOL.md, "Checkpoint Schema"). */
export const CHECKPOINT_SCHEMA: Schema = [
  struct("txn", [field("appId", "string"), field("version", "int64"), field("lastUpdated", "int64")]),
  struct("add", [
    ...file,
    field("modificationTime", "int64"),
    field("dataChange", "boolean"),
    field("stats", "string"),
    field("tags", textMap),
  ]),
  struct("remove", [
    ...file,
    field("deletionTimestamp", "int64"),
    field("dataChange", "boolean"),
    field("extendedFileMetadata", "boolean"),
  ]),
  struct("metaData", [
    field("id", "string"),
    field("name", "string"),
    field("description", "string"),
    struct("format", [field("provider", "string"), field("options", textMap)]),
    field("schemaString", "string"),
    field("partitionColumns", texts),
    field("configuration", textMap),
    field("createdTime", "int64"),
  ]),
  struct("protocol", [
    field("minReaderVersion", "int32"),
    field("minWriterVersion", "int32"),
    field("readerFeatures", texts),
    field("writerFeatures", texts),
  ]),
];

/** What a foreign checkpoint may hold besides, and what must then be empty: pinbook does not know these. */
export const REFUSED_COLUMNS = ["sidecar", "checkpointMetadata"] as const;

/** The rows of a checkpoint of this snapshot; tombstones older than `keepAfter` (ms) are left out. */
export const checkpointRows = (snapshot: Snapshot, keepAfter: number): ColumnTable => {
  const { protocol, metadata, files, tombstones, txns } = snapshot;
  const kept = tombstones.filter((tombstone) => (tombstone.deletionTimestamp ?? 0) >= keepAfter);
  const actions: Readonly<Record<string, object>>[] = [
    { protocol },
    { metaData: metadata },
    ...[...txns.values()].map((txn) => ({ txn })),
    ...kept.map((remove) => ({ remove: { ...remove, dataChange: false } })),
    ...files.map((add) => ({ add: { ...add, dataChange: false } })),
  ];
  const columns = CHECKPOINT_SCHEMA.map(({ name, type }) => [name, actions.map((row) => toColumn(type, row[name]))]);
  return { schema: CHECKPOINT_SCHEMA, rowCount: actions.length, columns: Object.fromEntries(columns) };
};

/** The actions of a checkpoint's rows; throws naming `place` where one is malformed. */
export const actionsOf = (rows: ColumnTable, place: string): readonly Action[] => {
  const actions: Action[] = [];
  for (const { name, type } of rows.schema) {
    const column = rows.columns[name] ?? [];
    for (let row = 0; row < column.length; row++) {
      if (column[row] === null) continue;
      const action = checkAction(name, fromColumn(type, column[row]), `${place} row ${row}`);
      if (action === undefined) throw new PinbookError(`${place} row ${row} holds an unknown ${name}`);
      actions.push(action);
    }
  }
  return actions;
};

const toColumn = (type: DataType, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  if (type === "int64") return BigInt(value as number);
  if (typeof type === "string" || type.kind === "list") return value;
  if (type.kind === "map") return new Map(Object.entries(value));
  if (type.kind !== "struct") return value;
  const record = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(type.fields.map((member) => [member.name, toColumn(member.type, record[member.name])]));
};

// An absent field and null mean the same in the log.
const fromColumn = (type: DataType, value: unknown): unknown => {
  if (type === "int64") return Number(value);
  if (typeof type === "string" || type.kind === "list") return value;
  if (value instanceof Map) return Object.fromEntries(value);
  if (type.kind !== "struct") return value;
  const record = value as Readonly<Record<string, unknown>>;
  const members = type.fields.filter((member) => record[member.name] !== null && record[member.name] !== undefined);
  return Object.fromEntries(members.map((member) => [member.name, fromColumn(member.type, record[member.name])]));
};
