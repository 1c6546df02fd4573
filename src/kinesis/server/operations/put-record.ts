import { operation, streamOf } from "../operation.ts";
import { putAll } from "../put.ts";
import { data, explicitHashKey, partitionKey, sequenceNumber, streamMembers } from "../shapes.ts";

/** PutRecord: answered once the record is on disk. */
export const putRecord = operation(
  {
    ...streamMembers,
    Data: data,
    PartitionKey: partitionKey,
    ExplicitHashKey: explicitHashKey,
    SequenceNumberForOrdering: sequenceNumber,
  } as const,
  async (context, input) => {
    const stream = streamOf(context, input);
    const [outcome] = await putAll(stream, [input], context.now());
    if (!outcome || "failure" in outcome) throw outcome?.failure;
    return { ShardId: outcome.shardId, SequenceNumber: outcome.sequenceNumber };
  },
);
