import { runSink } from "../kafka/index.ts";
import { kinds, openPipeline, topicOf } from "../pipeline.ts";
import type { Command } from "./command.ts";

export const sink: Command = {
  usage: "sink [TOPICS…] [options]",
  help: "Writes the topics' records as objects to the bucket, and commits their offsets once the objects are safe.\nWithout names: the three topics of the user. Ends when everything that was there is written; with --follow on Ctrl+C.",
  options: {
    follow: { type: "boolean", help: "go on with what arrives, until Ctrl+C" },
    "flush-size": { type: "string", value: "N", help: "records an object (1)" },
    json: { type: "boolean", help: "print the counts as JSON" },
  },
  run: async (args, terminal) => {
    const pipeline = await openPipeline({ log: terminal.warn });
    try {
      const report = await runSink({
        kafka: pipeline.kafka,
        store: pipeline.bucket,
        topics: args.words.length > 0 ? args.words : kinds.map((kind) => topicOf(pipeline, kind)),
        flushSize: args.number("flush-size", 1, 1),
        until: args.flag("follow") ? "signal" : "end",
        signal: terminal.signal,
        log: terminal.warn,
      });
      terminal.print(
        args.flag("json")
          ? JSON.stringify(report)
          : `${report.records} records in ${report.objects} objects, in ${pipeline.config.bucket}`,
      );
      return terminal.signal.aborted && !args.flag("follow") ? 130 : 0;
    } finally {
      await pipeline.close();
    }
  },
};
