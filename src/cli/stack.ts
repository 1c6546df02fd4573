import { readConfig } from "../config.ts";
import { ensureStack, stackStatus, startStack, stopStack } from "../stack.ts";
import type { Command, Terminal } from "./command.ts";

const json = { type: "boolean", help: "print one JSON object" } as const;

export const up: Command = {
  usage: "up [options]",
  help: "Starts the embedded broker, API gateway and Kinesis endpoint on loopback as one background process, unless it runs\nalready. It goes on until `pinbook down`; its data is kept under .pinbook/.",
  options: {
    json,
    "kafka-port": { type: "string", value: "PORT", help: "port of the broker (the last one, or a free one)" },
    "api-port": { type: "string", value: "PORT", help: "port of the API gateway" },
    "kinesis-port": { type: "string", value: "PORT", help: "port of the Kinesis endpoint" },
  },
  run: async (args, terminal) => {
    const config = readConfig();
    const port = (name: string, key: string) => {
      const value = args.number(name, undefined, 1);
      return value === undefined ? {} : { [key]: value };
    };
    await startStack(config, {
      ...port("kafka-port", "kafkaPort"),
      ...port("api-port", "apiPort"),
      ...port("kinesis-port", "kinesisPort"),
    });
    await printEndpoints(args.flag("json"), terminal);
    return 0;
  },
};

export const down: Command = {
  usage: "down",
  help: "Ends the embedded stack. What it stored stays under .pinbook/ and is there again after the next `pinbook up`.",
  options: {},
  run: async (_args, terminal) => {
    const ended = await stopStack(readConfig());
    terminal.print(ended ? "the stack is down" : "no stack was running");
    return 0;
  },
};

export const status: Command = {
  usage: "status [options]",
  help: "Shows where the servers answer and where the data is; exit code 1 where the embedded stack is needed but down.",
  options: { json },
  run: async (args, terminal) => {
    const config = readConfig();
    if (!(config.api && config.kafka && config.kinesis) && !(await stackStatus(config))) {
      terminal.print(
        args.flag("json") ? JSON.stringify({ up: false }) : "the embedded stack is down: start it with `pinbook up`",
      );
      return 1;
    }
    await printEndpoints(args.flag("json"), terminal);
    return 0;
  },
};

const printEndpoints = async (asJson: boolean, terminal: Terminal): Promise<void> => {
  const config = readConfig();
  const { kafka, api, kinesis } = await ensureStack(config);
  const places = {
    kafka: kafka.brokers.join(","),
    rest: api,
    kinesis: kinesis.endpoint ?? "aws",
    bucket: config.bucket,
    tables: config.tables,
    source: config.mysql ? `mysql://${config.mysql.host}:${config.mysql.port}/${config.mysql.database}` : "bundled",
  };
  const lines = Object.entries(places).map(([name, place]) => `${name.padEnd(8)} ${place}`);
  terminal.print(asJson ? JSON.stringify(places) : lines.join("\n"));
};
