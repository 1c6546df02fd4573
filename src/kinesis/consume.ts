import { setTimeout as delay } from "node:timers/promises";
import { PinbookError } from "../errors.ts";
import { KinesisError } from "./errors.ts";
import { type Positions, type ReadBatch, readable, shareBatch } from "./positions.ts";
import type { KinesisClient, RecordPage, Shard, ShardStart, StreamRecord } from "./types.ts";

export interface ReadOptions {
  readonly kinesis: KinesisClient;
  readonly stream: string;
  /** How far it was read already; from the start by default. */
  readonly positions?: Positions;
  /** `end`: stop where each shard's tip was when it was reached; `signal`, the default: go on until the signal. */
  readonly until?: "end" | "signal";
  readonly signal?: AbortSignal;
  /** Most records in a batch: 10,000 by default. */
  readonly maxRecords?: number;
  /** Most bytes in a batch: 10 MiB by default; a batch always holds at least one record. */
  readonly maxBytes?: number;
  /** Milliseconds between looks at a stream that has nothing new: 1,000 by default. */
  readonly pollMs?: number;
  readonly sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** Records that follow each other in a shard. */
export interface ShardRange {
  readonly shardId: string;
  /** Sequence numbers, both included. */
  readonly first: string;
  readonly last: string;
  readonly records: number;
}

interface Cursor {
  iterator: string | undefined;
  queue: readonly StreamRecord[];
  /** Its tip was reached. */
  atTip: boolean;
  /** No page follows the queue. */
  closed: boolean;
}

/** Reads all shards of a stream, children after the shards they came from, in bounded batches. Throws KinesisError. */
export async function* readBatches(options: ReadOptions): AsyncGenerator<ReadBatch> {
  const { kinesis, stream, until = "signal", signal, maxRecords = 10_000, maxBytes = 10 << 20 } = options;
  const { pollMs = 1000, sleep = abortableSleep } = options;
  const cursors = new Map<string, Cursor>();
  let positions: Positions = options.positions ?? {};
  let shards = await kinesis.shards(stream);
  while (!signal?.aborted) {
    const open = readable(shards, positions).map((shard) => ({ shard, cursor: cursorOf(cursors, shard) }));
    const wanting = open.filter(({ cursor }) => cursor.queue.length === 0 && !(until === "end" && cursor.atTip));
    const full = await Promise.all(wanting.map(({ shard, cursor }) => fill(options, shard, cursor, positions)));
    const batch = take(open, positions, maxRecords, maxBytes);
    const closed = open.some(({ shard }) => batch.positions[shard.shardId]?.ended);
    positions = batch.positions;
    if (batch.records.length > 0) yield batch;
    // A shard that is closed has children, which may be new.
    if (closed) shards = await kinesis.shards(stream);
    else if (batch.records.length === 0) {
      if (until === "end" && open.every(({ cursor }) => cursor.atTip)) return;
      await sleep(full.includes("throttled") || until === "signal" ? pollMs : Math.min(pollMs, 200), signal);
    }
  }
}

/** The same, record by record. */
export async function* readRecords(options: ReadOptions): AsyncGenerator<StreamRecord> {
  for await (const { records } of readBatches(options)) yield* records;
}

/** Reads exactly a range again. Throws where the stream does not hold all of it any more. */
export const readRange = async (
  kinesis: KinesisClient,
  stream: string,
  range: ShardRange,
): Promise<readonly StreamRecord[]> => {
  const { shardId, first, last } = range;
  const found: StreamRecord[] = [];
  let iterator: string | undefined = await kinesis.iterator(stream, shardId, {
    type: "AT_SEQUENCE_NUMBER",
    sequenceNumber: first,
  });
  while (iterator !== undefined && found.at(-1)?.sequenceNumber !== last) {
    const page: RecordPage = await kinesis.records(
      stream,
      shardId,
      iterator,
      Math.min(range.records - found.length, 10_000),
    );
    found.push(...page.records.filter(({ sequenceNumber }) => BigInt(sequenceNumber) <= BigInt(last)));
    if (page.millisBehindLatest === 0 || found.length >= range.records) break;
    iterator = page.next;
  }
  if (found.length === range.records && found[0]?.sequenceNumber === first && found.at(-1)?.sequenceNumber === last)
    return found;
  throw new PinbookError(
    `stream ${stream} at ${kinesis.endpoint} no longer holds the ${range.records} records ${first} to ${last} of ${shardId} (${found.length} are there): ` +
      "they are older than its retention, or it was created anew",
  );
};

const cursorOf = (cursors: Map<string, Cursor>, { shardId }: Shard): Cursor => {
  const known = cursors.get(shardId);
  if (known) return known;
  const cursor: Cursor = { iterator: undefined, queue: [], atTip: false, closed: false };
  cursors.set(shardId, cursor);
  return cursor;
};

const fill = async (
  { kinesis, stream }: ReadOptions,
  { shardId }: Shard,
  cursor: Cursor,
  positions: Positions,
): Promise<"read" | "throttled"> => {
  try {
    cursor.iterator ??= await kinesis.iterator(stream, shardId, startOf(positions[shardId]?.after));
    const page = await kinesis.records(stream, shardId, cursor.iterator);
    cursor.queue = page.records;
    cursor.iterator = page.next;
    cursor.closed = page.next === undefined;
    cursor.atTip = page.millisBehindLatest === 0;
  } catch (error) {
    if (!(error instanceof KinesisError)) throw error;
    // The next look gets an iterator anew, from where the last record was taken.
    cursor.iterator = undefined;
    if (error.code === "ProvisionedThroughputExceededException") return "throttled";
    if (error.code !== "ExpiredIteratorException") throw error;
  }
  return "read";
};

const startOf = (after: string | undefined): ShardStart =>
  after === undefined ? { type: "TRIM_HORIZON" } : { type: "AFTER_SEQUENCE_NUMBER", sequenceNumber: after };

const take = (
  open: readonly { shard: Shard; cursor: Cursor }[],
  before: Positions,
  maxRecords: number,
  maxBytes: number,
): ReadBatch => {
  const counts = shareBatch(
    open.map(({ cursor }) => cursor.queue),
    maxRecords,
    maxBytes,
  );
  const records: StreamRecord[] = [];
  const positions: Record<string, { after?: string; ended?: true }> = { ...before };
  open.forEach(({ shard: { shardId }, cursor }, i) => {
    const taken = cursor.queue.slice(0, counts[i]);
    cursor.queue = cursor.queue.slice(counts[i]);
    records.push(...taken);
    const last = taken.at(-1)?.sequenceNumber;
    const ended = cursor.closed && cursor.queue.length === 0;
    if (last !== undefined || ended)
      positions[shardId] = {
        ...before[shardId],
        ...(last === undefined ? {} : { after: last }),
        ...(ended ? { ended } : {}),
      };
  });
  return { records, positions };
};

const abortableSleep = (milliseconds: number, signal: AbortSignal | undefined): Promise<unknown> =>
  delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => {});
