import { createTables, forEachKind, kinds, openPipeline, streamIntoTable } from "../pipeline.ts";
import type { Command } from "./command.ts";
import { textTable } from "./text-table.ts";

export const stream: Command = {
  usage: "stream [options]",
  help: "Takes the records of the three Kinesis streams through the cleans into the Delta tables, each exactly once.\nEnds when everything that was there is in the tables; with --follow on Ctrl+C.",
  options: {
    follow: { type: "boolean", help: "go on with what arrives, until Ctrl+C" },
    json: { type: "boolean", help: "print the counts as JSON" },
  },
  run: async (args, terminal) => {
    const pipeline = await openPipeline({ log: terminal.warn });
    try {
      await createTables(pipeline);
      const until = args.flag("follow") ? "signal" : "end";
      const reports = await forEachKind((kind) => streamIntoTable(pipeline, kind, { until, signal: terminal.signal }));
      const rows = kinds.map((kind) => [
        kind,
        reports[kind].batches,
        reports[kind].records,
        reports[kind].rows,
        reports[kind].deadLetters,
      ]);
      terminal.print(
        args.flag("json")
          ? JSON.stringify(reports)
          : textTable(["stream", "batches", "records", "rows", "dead letters"], rows),
      );
      return terminal.signal.aborted && !args.flag("follow") ? 130 : 0;
    } finally {
      await pipeline.close();
    }
  },
};
