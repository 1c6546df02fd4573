import type { ColumnTable } from "../schema.ts";
import { runStream, type StreamOptions, type StreamReport, type Transform } from "../stream/index.ts";
import { type Kind, type Pipeline, streamOf, tableOf } from "./open.ts";
import { readCleaned } from "./read-cleaned.ts";

/** Takes a kind's stream through the same clean as the batches into the same Delta table, exactly once. */
export const streamIntoTable = async (
  pipeline: Pipeline,
  kind: Kind,
  options: Pick<StreamOptions, "until" | "signal"> = {},
): Promise<StreamReport> => {
  const stream = streamOf(pipeline, kind);
  const checkpoint = { store: pipeline.tables, path: `checkpoints/${stream}` };
  const report = await runStream({
    kinesis: pipeline.kinesis,
    stream,
    checkpoint,
    table: tableOf(pipeline, kind),
    transform: cleanRecords(kind),
    ...options,
  });
  if (report.deadLetters > 0) {
    pipeline.log(
      `${report.deadLetters} of the records of ${stream} were left out: see ${checkpoint.path}/dead-letter in ${pipeline.tables.url}`,
    );
  }
  return report;
};

// Each record's data is one line of JSON, so a line's number is its record's.
const cleanRecords =
  (kind: Kind): Transform =>
  async (records: ColumnTable) => {
    const lines = Array.from(records.columns.data ?? [], (text) => JSON.stringify(JSON.parse(String(text))));
    const bytes = new TextEncoder().encode(lines.join("\n"));
    const one = async function* () {
      yield { path: "records", bytes };
    };
    const { rows, rejected } = await readCleaned(kind, one());
    return { rows, rejected: rejected.map(({ line, reason }) => ({ row: line - 1, reason })) };
  };
