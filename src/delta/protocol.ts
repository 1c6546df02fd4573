import { PinbookError } from "../errors.ts";
import type { DataType, Schema } from "../schema.ts";
import type { Metadata, Protocol } from "./types.ts";

/** The protocol that a new table of this schema needs. */
export const protocolFor = (schema: Schema): Protocol =>
  schema.some((field) => holdsNtz(field.type))
    ? {
        minReaderVersion: 3,
        minWriterVersion: 7,
        readerFeatures: ["timestampNtz"],
        writerFeatures: ["appendOnly", "invariants", "timestampNtz"],
      }
    : { minReaderVersion: 1, minWriterVersion: 2 };

/** Throws, naming the feature, where reading the table rightly needs more than pinbook knows. */
export const checkReadable = (protocol: Protocol, metadata: Metadata, place: string): void => {
  const { minReaderVersion: version, readerFeatures = [] } = protocol;
  if (version > 3) throw refused("read", place, `reader version ${version} (pinbook reads up to 3)`);
  const unknown = version === 3 ? readerFeatures.filter((feature) => !READER_FEATURES.has(feature)) : [];
  if (unknown.length > 0) throw refused("read", place, `the table feature ${unknown.join(", ")}`);
  const mapping = metadata.configuration["delta.columnMapping.mode"] ?? "none";
  if (mapping !== "none") throw refused("read", place, `column mapping (delta.columnMapping.mode is ${mapping})`);
  if (metadata.format.provider !== "parquet")
    throw refused("read", place, `data files of the format ${metadata.format.provider}`);
};

/** Throws, naming the feature, where a write would break a rule of the table that pinbook cannot keep. */
export const checkWritable = (protocol: Protocol, metadata: Metadata, place: string): void => {
  const { minWriterVersion: version, writerFeatures = [] } = protocol;
  if (version > 7) throw refused("write", place, `writer version ${version} (pinbook writes up to 7)`);
  const unknown = version === 7 ? writerFeatures.filter((feature) => !WRITER_FEATURES.has(feature)) : [];
  if (unknown.length > 0) throw refused("write", place, `the table feature ${unknown.join(", ")}`);
  const inUse = LEGACY.filter((feature) => feature.inUse(metadata)).map((feature) => feature.name);
  if (inUse.length > 0) throw refused("write", place, inUse.join(", "));
};

/** Whether the table's rows may not be changed or removed. */
export const isAppendOnly = (metadata: Metadata): boolean =>
  metadata.configuration["delta.appendOnly"]?.toLowerCase() === "true";

const READER_FEATURES = new Set(["timestampNtz", "columnMapping", "vacuumProtocolCheck"]);

// Supporting a feature that the table lists but does not use takes nothing; LEGACY finds the uses that pinbook cannot serve.
const WRITER_FEATURES = new Set([
  ...["appendOnly", "invariants", "checkConstraints", "generatedColumns", "changeDataFeed", "columnMapping"],
  ...["identityColumns", "timestampNtz", "vacuumProtocolCheck"],
]);

const schemaHas =
  (key: string) =>
  (metadata: Metadata): boolean =>
    metadata.schemaString.includes(`"${key}`);

const LEGACY: readonly { readonly name: string; readonly inUse: (metadata: Metadata) => boolean }[] = [
  { name: "column invariants (delta.invariants)", inUse: schemaHas("delta.invariants") },
  {
    name: "CHECK constraints (delta.constraints.*)",
    inUse: (metadata) => Object.keys(metadata.configuration).some((key) => key.startsWith("delta.constraints.")),
  },
  { name: "generated columns (delta.generationExpression)", inUse: schemaHas("delta.generationExpression") },
  { name: "identity columns (delta.identity)", inUse: schemaHas("delta.identity.") },
  { name: "column defaults (CURRENT_DEFAULT)", inUse: schemaHas("CURRENT_DEFAULT") },
  {
    name: "the change data feed (delta.enableChangeDataFeed)",
    inUse: (metadata) => metadata.configuration["delta.enableChangeDataFeed"]?.toLowerCase() === "true",
  },
];

const refused = (verb: "read" | "write", place: string, what: string): PinbookError =>
  new PinbookError(
    `${place} cannot be ${verb === "read" ? "read" : "written"} by pinbook: it needs ${what}, which pinbook does not support; use Spark or another Delta client for this table`,
  );

const holdsNtz = (type: DataType): boolean => {
  if (typeof type === "string") return type === "timestamp_ntz";
  if (type.kind === "list") return holdsNtz(type.element);
  if (type.kind === "map") return holdsNtz(type.key) || holdsNtz(type.value);
  return type.kind === "struct" && type.fields.some((field) => holdsNtz(field.type));
};
