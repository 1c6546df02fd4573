import { type ExitCode, usageError } from "../errors.ts";
import type { KafkaClient } from "../kafka/index.ts";
import { openPipeline } from "../pipeline.ts";
import type { Command } from "./command.ts";

export const topics: Command = {
  usage: "topics create|list|describe|delete [TOPICS…] [options]",
  help: "Creates, lists, describes or deletes topics, on the embedded broker or the configured cluster.\n`describe` without a name describes all.",
  options: {
    partitions: { type: "string", value: "N", help: "partitions of a created topic (1)" },
    json: { type: "boolean", help: "print JSON" },
  },
  run: async (args, terminal) => {
    const [action = "list", ...names] = args.words;
    const partitions = args.number("partitions", 1, 1);
    if (!actions[action]) throw usageError(`pinbook topics ${action}: use create, list, describe or delete`);
    if ((action === "create" || action === "delete") && names.length === 0) {
      throw usageError(`pinbook topics ${action} needs the topics' names, as in: pinbook topics ${action} my.topic`);
    }
    const pipeline = await openPipeline();
    try {
      const result = await actions[action](pipeline.kafka, names, partitions);
      terminal.print(args.flag("json") ? JSON.stringify(result) : result.map(lineOf).join("\n") || "no topics");
      return 0 satisfies ExitCode;
    } finally {
      await pipeline.close();
    }
  },
};

type Line =
  | string
  | { readonly topic: string; readonly partition: number; readonly low: string; readonly high: string };

type Action = (kafka: KafkaClient, names: readonly string[], partitions: number) => Promise<readonly Line[]>;

const actions: Readonly<Record<string, Action>> = {
  create: async (kafka, names, partitions) => {
    const created = await kafka.createTopics(names, { partitions });
    return names.map((name) => (created.includes(name) ? `created ${name}` : `${name} is there already`));
  },
  list: async (kafka) => (await kafka.listTopics()).map(({ name }) => name),
  describe: async (kafka, names) => {
    const wanted = names.length > 0 ? names : (await kafka.listTopics()).map(({ name }) => name);
    const all = await Promise.all(wanted.map(async (topic) => ({ topic, offsets: await kafka.offsets(topic) })));
    return all.flatMap(({ topic, offsets }) =>
      offsets.map(({ partition, low, high }) => ({ topic, partition, low: String(low), high: String(high) })),
    );
  },
  delete: async (kafka, names) => {
    await kafka.deleteTopics(names);
    return names.map((name) => `deleted ${name}`);
  },
};

const lineOf = (line: Line): string =>
  typeof line === "string" ? line : `${line.topic}  partition ${line.partition}  offsets ${line.low} to ${line.high}`;
