import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Access } from "../access.ts";
import { type Config, settingFingerprint } from "../config.ts";
import type { TableName } from "../source/index.ts";
import { embedded } from "../stack.ts";
import { type ObjectStore, openStore, storeFingerprint, storeListing } from "../storage/index.ts";

/** What is now in a place that a cell read or wrote; undefined where nobody can tell without reading it again. */
export type FingerprintOf = (
  access: Pick<Access, "kind" | "name"> & {
    /** The one that it had, and what a cell knew of it: from there on it is looked at. */
    readonly fingerprint?: string;
    readonly hint?: string;
  },
) => Promise<string | undefined>;

/** What a list of objects that was recorded under this name finds now. */
export const listAgain = (config: Config, name: string): Promise<ReadonlyMap<string, string>> =>
  storeListing(openStore(name.slice(0, name.indexOf("#")), { s3: config.s3 }), name);

/** Looks into the places that the configuration names, and into any store by its URL. The embedded servers need not run: their files tell. What is large is loaded only where something of its kind was read. */
export const createFingerprint = (config: Config): FingerprintOf => {
  const stores = new Map<string, ObjectStore>();
  const storeOf = (url: string): ObjectStore => {
    const store = stores.get(url) ?? openStore(url, { s3: config.s3 });
    stores.set(url, store);
    return store;
  };
  return async ({ kind, name, fingerprint, hint }) => {
    const at = name.indexOf("#");
    const [place, item] = [name.slice(0, at), name.slice(at + 1)];
    switch (kind) {
      case "listing":
      case "object":
        return storeFingerprint(storeOf(place), kind, name);
      case "table": {
        const [, path = item, version] = /^(.*)@(\d+)$/.exec(item) ?? [];
        const ref = { store: storeOf(place), path };
        const { tableFingerprint } = await import("../delta/index.ts");
        return tableFingerprint(ref, version === undefined ? undefined : Number(version));
      }
      case "topic":
        return place === embedded ? topicFiles(join(config.home, "kafka"), item) : topicOffsets(config, place, item);
      case "stream":
        return place === embedded
          ? streamFiles(join(config.home, "kinesis", "streams"), item)
          : streamPositions(config, place, item, hint ?? fingerprint);
      case "rows":
        return rowsFingerprint(config, place, item as TableName);
      case "env":
        return settingFingerprint(name, config.project);
      default:
        return undefined;
    }
  };
};

/** A topic's id and the sizes of its logs: both change with every record. */
const topicFiles = (folder: string, topic: string): string => {
  try {
    const { topics } = JSON.parse(readFileSync(join(folder, "broker.json"), "utf8")) as {
      readonly topics: readonly { readonly name: string; readonly id: string }[];
    };
    const found = topics.find(({ name }) => name === topic);
    return found ? `${found.id} ${sizesIn(join(folder, "logs", found.id))}` : "absent";
  } catch (error) {
    if (isMissing(error)) return "absent";
    throw error;
  }
};

/** The folder of a stream, which is named after it and its beginning, and the sizes of its shards' logs. */
const streamFiles = (folder: string, stream: string): string => {
  try {
    const found = readdirSync(folder).find((name) => name.startsWith(`${stream}@`));
    return found === undefined ? "absent" : `${found} ${sizesIn(join(folder, found))}`;
  } catch (error) {
    if (isMissing(error)) return "absent";
    throw error;
  }
};

const sizesIn = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".log"))
    .sort()
    .map((name) => statSync(join(folder, name)).size)
    .join(" ");

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

const topicOffsets = async (config: Config, cluster: string, topic: string): Promise<string | undefined> => {
  if (config.kafka?.brokers.join(",") !== cluster) return undefined;
  const { kafkaClient } = await import("../kafka/index.ts");
  const client = kafkaClient(config.kafka);
  try {
    const offsets = await client.offsets(topic);
    return offsets.map(({ partition, low, high }) => `${partition}:${low}-${high}`).join(" ");
  } finally {
    await client.close();
  }
};

const streamPositions = async (
  config: Config,
  endpoint: string,
  stream: string,
  known: string | undefined,
): Promise<string | undefined> => {
  if (!config.kinesis) return undefined;
  const { kinesisClient, streamFingerprint } = await import("../kinesis/index.ts");
  const client = kinesisClient(config.kinesis);
  try {
    return client.endpoint === endpoint ? await streamFingerprint(client, stream, known) : undefined;
  } finally {
    client.close();
  }
};

const rowsFingerprint = async (config: Config, name: string, table: TableName): Promise<string | undefined> => {
  const { bundledSource, mysqlSource } = await import("../source/index.ts");
  const source = config.mysql ? mysqlSource(config.mysql) : bundledSource();
  try {
    return source.describe === name ? await source.fingerprint(table) : undefined;
  } finally {
    await source.close();
  }
};
