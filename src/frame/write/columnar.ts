import { arrowEncoder } from "../../arrow/index.ts";
import { gatherRows } from "../../gather-rows.ts";
import { parquetEncoder } from "../../parquet/index.ts";
import type { Schema } from "../../schema.ts";
import { type Encoder, nothing, type OutputFormat } from "./encoder.ts";

/** Parquet, snappy-compressed, in row groups of 100,000 rows, or fewer where they are wide. */
export const parquetFormat: OutputFormat = {
  ending: ".parquet",
  open: (schema) => inGroups(schema, parquetEncoder(schema), 100_000),
};

/** Arrow IPC: a file whose parts can be found, or a stream. */
export const arrowFormat = (kind: "file" | "stream"): OutputFormat => ({
  ending: kind === "file" ? ".arrow" : ".arrows",
  open: (schema) => inGroups(schema, arrowEncoder(schema, kind), 65_536),
});

const inGroups = (schema: Schema, encoder: Encoder, most: number): Encoder => {
  const gathered = gatherRows(schema, most);
  return {
    add: (rows) => {
      const group = gathered.add(rows);
      return group ? encoder.add(group) : nothing;
    },
    end: () => {
      const rest = gathered.end();
      return Buffer.concat([rest ? encoder.add(rest) : nothing, encoder.end()]);
    },
  };
};
