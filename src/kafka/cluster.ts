import { createRequire } from "node:module";
import type { Kafka, KafkaConfig, LogEntry } from "kafkajs";
import { PinbookError } from "../errors.ts";
import { KafkaUnreachable, UnknownTopic } from "./errors.ts";
import { mendRequestQueue } from "./kafkajs-timeouts.ts";
import type { KafkaSettings } from "./types.ts";

export interface KafkaClientOptions {
  /** How often to try again when a broker does not answer: 6 unless told otherwise, some four seconds for each request. Raise it where brokers take longer to come back. */
  readonly retries?: number;
  readonly log?: (line: string) => void;
}

/** Loaded by those who need a cluster. */
const kafkajs = () => createRequire(import.meta.url)("kafkajs") as typeof import("kafkajs");

const firstRetryMs = 100;
const longestRetryMs = 1_000;
const connectionTimeoutMs = 2_000;

// After a send that failed for good its producer is dropped, so limited retries do not weaken what it promises.
const retriesWarning = "Limiting retries for the idempotent producer";

/** kafkajs for a cluster, patient with one that is known to answer. */
export const openCluster = (settings: KafkaSettings, options: KafkaClientOptions = {}): Kafka => {
  mendRequestQueue();
  return new (kafkajs().Kafka)(configOf(settings, options, options.retries ?? 6));
};

/** Throws KafkaUnreachable within a few seconds where no broker answers, and an error naming the user where they refuse it. */
export const checkReachable = async (settings: KafkaSettings, options: KafkaClientOptions = {}): Promise<void> => {
  const admin = new (kafkajs().Kafka)(configOf(settings, options, settings.brokers.length)).admin();
  try {
    await admin.connect();
  } catch (error) {
    throw toPinbookError(error, settings);
  } finally {
    await admin.disconnect().catch(() => {});
  }
};

const configOf = (settings: KafkaSettings, { log }: KafkaClientOptions, retries: number): KafkaConfig => ({
  brokers: [...settings.brokers],
  clientId: settings.clientId ?? "pinbook",
  connectionTimeout: connectionTimeoutMs,
  requestTimeout: 30_000,
  retry: { retries, initialRetryTime: firstRetryMs, maxRetryTime: longestRetryMs },
  logLevel: log ? kafkajs().logLevel.WARN : kafkajs().logLevel.NOTHING,
  logCreator: () => (entry) => {
    if (!entry.log.message.startsWith(retriesWarning)) log?.(lineOf(entry));
  },
  ...(settings.tls ? { ssl: true } : {}),
  ...(settings.sasl ? { sasl: saslOf(settings.sasl) } : {}),
});

const saslOf = ({ mechanism, username, password }: NonNullable<KafkaSettings["sasl"]>) =>
  ({ mechanism, username, password: password.reveal() }) as NonNullable<KafkaConfig["sasl"]>;

const lineOf = ({ namespace, log: { message, error } }: LogEntry): string =>
  `kafka ${namespace}: ${message}${typeof error === "string" && error !== message ? `: ${error}` : ""}`;

const unreachable = new Set([
  "KafkaJSConnectionError",
  "KafkaJSConnectionClosedError",
  "KafkaJSBrokerNotFound",
  "KafkaJSNoBrokerAvailableError",
  "KafkaJSRequestTimeoutError",
]);

/** What kafkajs threw, as an error for people; an error that is one already stays as it is. */
export const toPinbookError = (thrown: unknown, settings: KafkaSettings, topic?: string): Error => {
  const chain = causesOf(thrown);
  const own = chain.find((error) => error instanceof PinbookError);
  if (own) return own;
  if (chain.some(({ name }) => name === "KafkaJSSASLAuthenticationError"))
    return new PinbookError(
      `the Kafka brokers ${settings.brokers.join(", ")} refuse the user ${settings.sasl?.username}: check name, password and mechanism (${settings.sasl?.mechanism})`,
      { cause: thrown },
    );
  const down = chain.findLast(({ name }) => unreachable.has(name));
  if (down) return new KafkaUnreachable(settings.brokers, down);
  const refusal = chain.find((error): error is Refusal => "type" in error);
  const where = topic ?? refusal?.topic;
  if (where !== undefined && refusal?.type === "UNKNOWN_TOPIC_OR_PARTITION") return new UnknownTopic(where, thrown);
  if (chain[0]?.name.startsWith("KafkaJS"))
    return new PinbookError(
      `the Kafka brokers ${settings.brokers.join(", ")} refused${where === undefined ? "" : ` for topic ${where}`}: ${(refusal ?? chain[0]).message}${refusal ? ` (${refusal.type})` : ""}${remedies[refusal?.type ?? ""] ?? ""}`,
      { cause: thrown },
    );
  return thrown instanceof Error ? thrown : new Error(String(thrown));
};

/** An error of kafkajs that carries a code which a broker gave. */
interface Refusal extends Error {
  readonly type: string;
  readonly topic?: string;
}

const remedies: Readonly<Record<string, string>> = {
  MESSAGE_TOO_LARGE: ". Send smaller records, or raise the topic's max.message.bytes",
  KAFKA_STORAGE_ERROR: ". The broker could not write: see its log, and free some disk space",
  INVALID_TOPIC_EXCEPTION: ". A name has 1 to 249 characters out of a-z, A-Z, 0-9, '.', '_' and '-'",
};

const causesOf = (thrown: unknown): Error[] => {
  const chain: Error[] = [];
  for (let error = thrown; error instanceof Error && !chain.includes(error); error = error.cause) chain.push(error);
  const inner = chain.flatMap((error) => (error as { errors?: Error[] }).errors ?? []);
  return [...chain, ...inner];
};
