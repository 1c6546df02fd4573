import { usageError } from "../errors.ts";
import { createTopics, kinds, openPipeline, postRows, putRows } from "../pipeline.ts";
import type { Command } from "./command.ts";

export const post: Command = {
  usage: "post [options]",
  help: "Draws rows as the original emulator does and posts them through the gateway: to the three topics, or to the three\nKinesis streams. Draws that are there already are not posted again. Ctrl+C ends it after the records at hand.",
  options: {
    count: { type: "string", value: "N", help: "how many draws (1000)" },
    from: { type: "string", value: "N", help: "the first draw (0)" },
    seed: { type: "string", value: "N", help: "seed of Python's random (100)" },
    to: { type: "string", value: "rest|kinesis", help: "where to (rest)" },
    pause: { type: "boolean", help: "pause a second or none before each post, as the original does" },
    json: { type: "boolean", help: "print the counts as JSON" },
  },
  run: async (args, terminal) => {
    const to = args.text("to") ?? "rest";
    if (to !== "rest" && to !== "kinesis")
      throw usageError(`pinbook post: --to is ${JSON.stringify(to)}: use rest or kinesis`);
    const pipeline = await openPipeline({ log: terminal.warn });
    try {
      const spec = {
        count: args.number("count", 1000),
        from: args.number("from", 0),
        seed: args.number("seed", 100),
        pause: args.flag("pause"),
        signal: terminal.signal,
      };
      if (to === "rest") await createTopics(pipeline);
      const report = await (to === "rest" ? postRows : putRows)(pipeline, spec);
      const counts = kinds.map((kind) => `${report.acknowledged[kind]} ${kind}`).join(", ");
      terminal.print(
        args.flag("json")
          ? JSON.stringify(report)
          : `drawn ${report.drawn}, acknowledged ${counts}, already there ${kinds.map((kind) => `${report.skipped[kind]} ${kind}`).join(", ")}`,
      );
      return report.stoppedBy === "signal" ? 130 : 0;
    } finally {
      await pipeline.close();
    }
  },
};
