// The embedded stack's own process: broker, Kinesis endpoint and API gateway on loopback, until it is told to end.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, PinbookError } from "./errors.ts";
import { FolderInUse } from "./folder-lock.ts";
import { type HttpHandler, jsonReply, serveHttp } from "./http.ts";
import { kafkaClient, restProxy, startBroker } from "./kafka/index.ts";
import { kinesisClient, kinesisGateway, startKinesis } from "./kinesis/index.ts";
import { readState, type StackState, stateFile } from "./stack.ts";
import { type StackOptions, type StackOrders, unpackOrders } from "./stack-orders.ts";

const log = (line: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
};

const health: HttpHandler = async (request) =>
  request.path === "/pinbook/health" ? jsonReply(200, { pid: process.pid }) : undefined;

// The ports of the last time, so that an address noted by the user stays right where it can.
const lastPorts = (home: string): StackOptions => {
  try {
    const last = JSON.parse(readFileSync(join(home, "ports.json"), "utf8")) as StackOptions;
    return last;
  } catch {
    return {};
  }
};

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(":") + 1));

const writeWhole = (path: string, value: unknown): void => {
  writeFileSync(`${path}.tmp`, JSON.stringify(value));
  renameSync(`${path}.tmp`, path);
};

/** Takes the wanted port where one is named, else the last one if it is still free, else any. */
const onPort = async <T>(
  wanted: number | undefined,
  last: number | undefined,
  start: (port: number) => Promise<T>,
): Promise<T> => {
  if (wanted !== undefined) return start(wanted);
  if (last === undefined) return start(0);
  return start(last).catch((error: unknown) => {
    const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" && cause?.code !== "EADDRINUSE") throw error;
    return start(0);
  });
};

const start = async (config: StackOrders): Promise<void> => {
  const wanted = config.options;
  const last = lastPorts(config.home);
  const broker = config.kafka
    ? undefined
    : await onPort(wanted.kafkaPort, last.kafkaPort, (port) =>
        startBroker({ dir: join(config.home, "kafka"), port, log }),
      );
  const streams = config.kinesis
    ? undefined
    : await onPort(wanted.kinesisPort, last.kinesisPort, (port) =>
        startKinesis({ dir: join(config.home, "kinesis"), port, log }),
      );
  const kafka = kafkaClient(config.kafka ?? { brokers: [broker?.address ?? ""] }, { log });
  const kinesis = kinesisClient(config.kinesis ?? { endpoint: streams?.url ?? "" });
  const handlers = [health, kinesisGateway({ kinesis, log }), restProxy({ kafka, log })];
  const api = await onPort(wanted.apiPort, last.apiPort, (port) => serveHttp(handlers, { port, log }));

  const state: StackState = {
    pid: process.pid,
    api: api.url,
    ...(broker ? { kafka: broker.address } : {}),
    ...(streams ? { kinesis: streams.url } : {}),
    serves: config.serves,
  };
  writeWhole(join(config.home, "ports.json"), {
    apiPort: portOf(api.url),
    ...(broker ? { kafkaPort: portOf(broker.address) } : {}),
    ...(streams ? { kinesisPort: portOf(streams.url) } : {}),
  });
  writeWhole(stateFile(config.home), state);
  log(`up: ${JSON.stringify(state)}`);

  endWhenAsked(config.home, async () => {
    await api.close();
    await kafka.close();
    await Promise.all([broker?.close(), streams?.close()]);
  });
  process.send?.(state);
};

// By a signal, or when its state file is gone: then nobody can find this process any more, so nobody needs it.
const endWhenAsked = (home: string, close: () => Promise<void>): void => {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    close()
      .catch((error: unknown) => log(messageOf(error)))
      .finally(() => {
        log("down");
        process.exit(0);
      });
  };
  setInterval(() => readState(home)?.pid === process.pid || end(), 2_000).unref();
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
};

process.once("message", (orders) => {
  start(unpackOrders(String(orders))).catch((error: unknown) => {
    log(messageOf(error));
    const exitCode = error instanceof PinbookError ? error.exitCode : 1;
    const busy = error instanceof FolderInUse;
    process.send?.({ error: messageOf(error), exitCode, busy }, () => process.exit(1));
  });
});
