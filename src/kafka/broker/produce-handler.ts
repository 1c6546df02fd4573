import { mapTopics } from "../protocol/api.ts";
import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import { type ProducedPartition, type ProducePartition, produce } from "../protocol/produce.ts";
import { batchFault, batchHeaderAt } from "../protocol/record-batch.ts";
import { type BrokerContext, handlerOf } from "./handler.ts";

/** Kafka's own default of message.max.bytes: the largest batch. */
export const maxBatchBytes = 1_048_588;

const transactionalBit = 0b10000;
const controlBit = 0b100000;

/** Appends the batches; acks 0 gets no reply, 1 and -1 one when they are in the log. */
export const produceHandler = handlerOf(produce, (request, context, _caller, version) => {
  const topics = mapTopics(request.topics, (topic, partition) => {
    const fault = faultOf(request.acks, partition.records, version);
    return fault ? failed(partition, fault) : append(topic, partition, context);
  });
  if (request.acks !== 0) return { topics };
  const refused = topics.flatMap(({ partitions }) => partitions).find(({ errorCode }) => errorCode !== 0);
  // Where no reply is wanted, Kafka closes the connection to show that something went wrong.
  if (refused) throw new Error(`records sent with acks 0 are refused with error ${refused.errorCode}`);
  return undefined;
});

const append = (topic: string, { index, records }: ProducePartition, context: BrokerContext): ProducedPartition => {
  const log = context.topics.log(topic, index);
  if (!log || !records) return failed({ index }, errorCodes.UNKNOWN_TOPIC_OR_PARTITION);
  const { errorCode, baseOffset } = log.append(records);
  return { index, errorCode, baseOffset: BigInt(baseOffset), logStartOffset: errorCode ? -1n : 0n };
};

const failed = ({ index }: Pick<ProducePartition, "index">, errorCode: ErrorCode): ProducedPartition => ({
  index,
  errorCode,
  baseOffset: -1n,
  logStartOffset: -1n,
});

const faultOf = (acks: number, records: Uint8Array | null, version: number): ErrorCode | undefined => {
  if (acks < -1 || acks > 1) return errorCodes.INVALID_REQUIRED_ACKS;
  if (version < 3) return errorCodes.UNSUPPORTED_FOR_MESSAGE_FORMAT;
  if (!records) return errorCodes.INVALID_RECORD;
  if (records.length > maxBatchBytes) return errorCodes.MESSAGE_TOO_LARGE;
  const fault = batchFault(records);
  if (fault) return faultCodes[fault];
  const { attributes } = batchHeaderAt(records, 0);
  return attributes & (transactionalBit | controlBit) ? errorCodes.INVALID_RECORD : undefined;
};

const faultCodes = {
  magic: errorCodes.UNSUPPORTED_FOR_MESSAGE_FORMAT,
  corrupt: errorCodes.CORRUPT_MESSAGE,
  several: errorCodes.INVALID_RECORD,
} as const;
