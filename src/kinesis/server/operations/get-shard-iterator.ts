import { account } from "../account.ts";
import { invalidArgument, notFound } from "../aws-error.ts";
import { formatIterator } from "../iterator.ts";
import { type Context, nameOf, operation } from "../operation.ts";
import { parseSequence } from "../sequence.ts";
import { sequenceNumber, shardId, streamMembers } from "../shapes.ts";
import { shardIdOf, shardIndexOf } from "../shard-id.ts";
import type { ShardLog } from "../shard-log.ts";
import type { Stream } from "../streams.ts";

/** GetShardIterator, all five types. */
export const getShardIterator = operation(
  {
    ...streamMembers,
    ShardId: { ...shardId, required: true },
    ShardIteratorType: {
      type: "String",
      values: ["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"],
      required: true,
    },
    StartingSequenceNumber: sequenceNumber,
    Timestamp: { type: "Timestamp" },
  } as const,
  async (context, input) => {
    const { stream, shard, log } = shardOf(context, nameOf(input), input.ShardId);
    const ordinal = await ordinalOf({ ...input, stream, shard, log }, context.now());
    const place = { stream: stream.name, created: stream.created, shard, ordinal };
    return { ShardIterator: formatIterator(place, context.now()) };
  },
);

interface Start {
  readonly ShardIteratorType: string;
  readonly StartingSequenceNumber?: string;
  readonly Timestamp?: number;
  readonly stream: Stream;
  readonly shard: number;
  readonly log: ShardLog;
}

const shardOf = ({ streams }: Context, name: string, id: string): { stream: Stream; shard: number; log: ShardLog } => {
  const shard = shardIndexOf(id);
  if (shard === undefined) throw notFound(`Could not find shard ${id} in stream ${name} under account ${account}.`);
  const stream = streams.get(name);
  const log = stream?.shards[shard];
  if (!stream || !log)
    throw notFound(`Shard ${shardIdOf(shard)} in stream ${name} under account ${account} does not exist`);
  return { stream, shard, log };
};

const ordinalOf = async (start: Start, now: number): Promise<number> => {
  const { ShardIteratorType: type, StartingSequenceNumber: sequence, log } = start;
  const needsSequence = type.endsWith("_SEQUENCE_NUMBER");
  if (needsSequence !== (sequence !== undefined) && (needsSequence || type !== "AT_TIMESTAMP"))
    throw mismatch(type, needsSequence);
  if (type === "TRIM_HORIZON") return 0;
  if (type === "LATEST") return log.count;
  if (type === "AT_TIMESTAMP") return log.ordinalAt(millisecondsOf(start.Timestamp, now));
  const index = indexOf(start, sequence ?? "");
  return type === "AFTER_SEQUENCE_NUMBER" ? index : Math.max(index - 1, 0);
};

const mismatch = (type: string, needsSequence: boolean) =>
  invalidArgument(
    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or " +
      `(2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ${type} and ${needsSequence ? "no" : "also a"} StartingSequenceNumber.`,
  );

const millisecondsOf = (timestamp: number | undefined, now: number): number => {
  if (timestamp === undefined)
    throw invalidArgument(
      "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.",
    );
  const wanted = Math.round(timestamp * 1000);
  if (wanted > now)
    throw invalidArgument(
      `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${wanted}, currentTimestampInMillis: ${now}`,
    );
  return wanted;
};

/** A sequence number's index in its shard: 1 is the first record. */
const indexOf = ({ stream, shard, log }: Start, text: string): number => {
  const sequence = parseSequence(text);
  const used = `StartingSequenceNumber ${text} used in GetShardIterator on shard ${shardIdOf(shard)} in stream ${stream.name} under account ${account} is invalid`;
  if (!sequence) throw invalidArgument(`${used}.`);
  if (sequence.shard !== shard)
    throw invalidArgument(
      `Invalid StartingSequenceNumber. It encodes ${shardIdOf(sequence.shard)}, while it was used in a call to a shard with ${shardIdOf(shard)}`,
    );
  if (sequence.created !== Math.floor(stream.created / 1000) || sequence.index > log.count)
    throw invalidArgument(`${used} because it did not come from this stream.`);
  return sequence.index;
};
