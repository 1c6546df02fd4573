import { mapTopics } from "../protocol/api.ts";
import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import { type FetchedPartition, type FetchPartition, type FetchRequest, fetch } from "../protocol/fetch.ts";
import { type BrokerContext, handlerOf } from "./handler.ts";

const largestReply = 32 * 1024 * 1024;
const longestWaitMs = 60_000;
const nothing = new Uint8Array(0);

/** Gives what is there, or waits for `minBytes` of it up to `maxWaitMs`. */
export const fetchHandler = handlerOf(fetch, async (request, context, _caller, version) => {
  if (version < 4) return refuse(request); // older readers do not know record batches
  const deadline = Date.now() + Math.min(request.maxWaitMs, longestWaitMs);
  for (;;) {
    const responses = collect(request, context);
    const partitions = responses.flatMap((topic) => topic.partitions);
    const bytes = partitions.reduce((sum, { records }) => sum + records.length, 0);
    const left = deadline - Date.now();
    const done = bytes >= request.minBytes || left <= 0 || partitions.some(({ errorCode }) => errorCode !== 0);
    if (done || context.closing.aborted) return { responses };
    await somethingAppended(request, context, left);
  }
});

const collect = (request: FetchRequest, context: BrokerContext) => {
  let room = Math.min(request.maxBytes, largestReply);
  let first = true;
  return mapTopics(request.topics, (topic, wanted) => {
    const fetched = read(topic, wanted, context, room, first);
    room -= fetched.records.length;
    first &&= fetched.records.length === 0;
    return fetched;
  });
};

const read = (
  topic: string,
  { partition, fetchOffset, partitionMaxBytes }: FetchPartition,
  context: BrokerContext,
  room: number,
  first: boolean,
): FetchedPartition => {
  const log = context.topics.log(topic, partition);
  if (!log) return failed(partition, errorCodes.UNKNOWN_TOPIC_OR_PARTITION);
  // A batch larger than the limits still goes out where it is the reply's first, or the reader would never get past it (KIP-74).
  const records = log.read(Number(fetchOffset), Math.max(0, Math.min(partitionMaxBytes, room)), first);
  if (!records) return failed(partition, errorCodes.OFFSET_OUT_OF_RANGE, log.highWatermark());
  const highWatermark = BigInt(log.highWatermark());
  return { partition, errorCode: errorCodes.NONE, highWatermark, logStartOffset: 0n, records };
};

const failed = (partition: number, errorCode: ErrorCode, highWatermark = -1): FetchedPartition => ({
  partition,
  errorCode,
  highWatermark: BigInt(highWatermark),
  logStartOffset: highWatermark < 0 ? -1n : 0n,
  records: nothing,
});

const refuse = (request: FetchRequest) => ({
  responses: mapTopics(request.topics, (_topic, { partition }) => failed(partition, errorCodes.UNSUPPORTED_VERSION)),
});

const somethingAppended = (request: FetchRequest, context: BrokerContext, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const finish = (): void => {
      for (const stop of stops) stop();
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    stops.push(() => clearTimeout(timer));
    context.closing.addEventListener("abort", finish, { once: true });
    stops.push(() => context.closing.removeEventListener("abort", finish));
    for (const { name, partitions } of request.topics)
      for (const { partition } of partitions) {
        const stop = context.topics.log(name, partition)?.onAppend(finish);
        if (stop) stops.push(stop);
      }
  });
