import { setTimeout as delay } from "node:timers/promises";
import type * as Sdk from "@aws-sdk/client-kinesis";
import { recordAccess } from "../access.ts";
import { loadAwsSdk } from "../aws-sdk.ts";
import { KinesisError, toKinesisError } from "./errors.ts";
import { positionsText } from "./fingerprint.ts";
import { putAll } from "./put-all.ts";
import { readPage, readReceipt, readShard, toStartInput } from "./sdk-shapes.ts";
import type { KinesisClient, KinesisSettings, PutReceipt, Shard, StreamDescription } from "./types.ts";

export interface KinesisClientOptions {
  /** Waits between attempts. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

type Sender = <T>(
  operation: string,
  stream: string | undefined,
  call: (client: Sdk.Kinesis) => Promise<T>,
) => Promise<T>;

/** A client of the embedded endpoint or of AWS. It connects at the first call. */
export const kinesisClient = (
  settings: KinesisSettings,
  { sleep = delay }: KinesisClientOptions = {},
): KinesisClient => {
  const endpoint = settings.endpoint ?? `AWS ${settings.region ?? "in the configured region"}`;
  let client: Promise<Sdk.Kinesis> | undefined;
  const send: Sender = async (operation, stream, call) => {
    try {
      client ??= connect(settings);
      return await call(await client);
    } catch (thrown) {
      throw toKinesisError(thrown, { endpoint, operation, ...(stream === undefined ? {} : { stream }) });
    }
  };
  const seen = new Map<string, Map<string, string>>();
  const note = (stream: string, write: boolean): void =>
    recordAccess({
      kind: "stream",
      name: `${settings.name ?? endpoint}#${stream}`,
      fingerprint: "",
      write,
      hint: () => positionsText(seen.get(stream) ?? new Map()),
    });
  const see = <T extends Seen>(stream: string, records: readonly T[]): readonly T[] => {
    const shards = seen.get(stream) ?? new Map<string, string>();
    seen.set(stream, shards);
    for (const { shardId, sequenceNumber } of records) shards.set(shardId, sequenceNumber);
    return records;
  };
  return {
    endpoint,
    createStream: async (name, { shards = 1 } = {}) => {
      note(name, true);
      await send("CreateStream", name, (sdk) => sdk.createStream({ StreamName: name, ShardCount: shards }));
      await waitUntilActive(send, endpoint, name, sleep);
    },
    deleteStream: async (name) => {
      note(name, true);
      seen.delete(name);
      await send("DeleteStream", name, (sdk) => sdk.deleteStream({ StreamName: name, EnforceConsumerDeletion: true }));
    },
    describeStream: (name) => {
      note(name, false);
      return describeStream(send, name);
    },
    listStreams: () => listStreams(send),
    putRecord: async (stream, { partitionKey, data, explicitHashKey }) => {
      note(stream, true);
      const receipt = readReceipt(
        await send("PutRecord", stream, (sdk) =>
          sdk.putRecord({
            StreamName: stream,
            PartitionKey: partitionKey,
            Data: data,
            ExplicitHashKey: explicitHashKey,
          }),
        ),
      );
      see(stream, [receipt]);
      return receipt;
    },
    putRecords: async (stream, records) => {
      note(stream, true);
      const receipts = await putAll({ stream, records, endpoint, sleep }, (entries) =>
        send("PutRecords", stream, (sdk) => sdk.putRecords({ StreamName: stream, Records: [...entries] })),
      );
      return see(stream, receipts);
    },
    shards: (stream) => {
      note(stream, false);
      return listShards(send, stream);
    },
    iterator: async (stream, shardId, start) => {
      const input = { StreamName: stream, ShardId: shardId, ...toStartInput(start) };
      const { ShardIterator } = await send("GetShardIterator", stream, (sdk) => sdk.getShardIterator(input));
      return ShardIterator ?? "";
    },
    records: async (stream, shardId, iterator, limit) => {
      note(stream, false);
      const page = await send("GetRecords", stream, (sdk) => sdk.getRecords({ ShardIterator: iterator, Limit: limit }));
      const read = readPage(stream, shardId, page);
      see(stream, read.records.slice(-1));
      return read;
    },
    close: () => {
      client?.then((sdk) => sdk.destroy()).catch(() => {});
      client = undefined;
    },
  };
};

/** Where a record is that was read or put. */
type Seen = Pick<PutReceipt, "shardId" | "sequenceNumber">;

const connect = async (settings: KinesisSettings): Promise<Sdk.Kinesis> => {
  const { Kinesis } = await loadAwsSdk(() => import("@aws-sdk/client-kinesis"));
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = settings;
  const keys =
    accessKeyId !== undefined && secretAccessKey !== undefined
      ? {
          accessKeyId,
          secretAccessKey: secretAccessKey.reveal(),
          ...(sessionToken ? { sessionToken: sessionToken.reveal() } : {}),
        }
      : // An endpoint of one's own checks no signature, and must not be shown real keys.
        endpoint && { accessKeyId: "pinbook", secretAccessKey: "pinbook" };
  return new Kinesis({
    ...(endpoint ? { endpoint, region: region ?? "us-east-1" } : region ? { region } : {}),
    ...(keys ? { credentials: keys } : {}),
    // Otherwise every call opens a connection of its own.
    requestHandler: { disableConcurrentStreams: false, requestTimeout: 60_000 },
  });
};

const waitUntilActive = async (
  send: Sender,
  endpoint: string,
  name: string,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<void> => {
  for (let attempt = 0; attempt < 120; attempt++) {
    const { StreamDescriptionSummary: summary } = await send("DescribeStreamSummary", name, (sdk) =>
      sdk.describeStreamSummary({ StreamName: name }),
    );
    if (summary?.StreamStatus === "ACTIVE") return;
    await sleep(1000);
  }
  const reason = "it is still not ACTIVE after two minutes";
  const message = `Kinesis stream ${name} at ${endpoint}: ${reason}. Look at its status there, and try again`;
  throw new KinesisError({ message, code: "NotActive", status: 503, reason });
};

const describeStream = async (send: Sender, name: string): Promise<StreamDescription> => {
  const { StreamDescriptionSummary: summary } = await send("DescribeStreamSummary", name, (sdk) =>
    sdk.describeStreamSummary({ StreamName: name }),
  );
  return {
    name,
    arn: summary?.StreamARN ?? "",
    status: summary?.StreamStatus ?? "",
    createdAt: summary?.StreamCreationTimestamp ?? new Date(0),
    retentionHours: summary?.RetentionPeriodHours ?? 24,
    shards: await listShards(send, name),
  };
};

const listStreams = async (send: Sender): Promise<readonly string[]> => {
  const names: string[] = [];
  for (let token: string | undefined, more = true; more; ) {
    const page = await send("ListStreams", undefined, (sdk) => sdk.listStreams(token ? { NextToken: token } : {}));
    names.push(...(page.StreamNames ?? []));
    token = page.NextToken;
    more = token !== undefined && page.HasMoreStreams === true;
  }
  return names.sort();
};

const listShards = async (send: Sender, stream: string): Promise<readonly Shard[]> => {
  const shards: Shard[] = [];
  let token: string | undefined;
  do {
    const input: Sdk.ListShardsCommandInput = token ? { NextToken: token } : { StreamName: stream };
    const page = await send("ListShards", stream, (sdk) => sdk.listShards(input));
    shards.push(...(page.Shards ?? []).map(readShard));
    token = page.NextToken;
  } while (token);
  return shards;
};
