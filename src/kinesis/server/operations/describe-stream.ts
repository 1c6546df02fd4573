import { describeStream as describe, describeShards } from "../describe.ts";
import { operation, streamOf } from "../operation.ts";
import { limit, shardId, streamMembers } from "../shapes.ts";

/** DescribeStream: at most `Limit` (100) shards at a time. */
export const describeStream = operation(
  { ...streamMembers, Limit: limit, ExclusiveStartShardId: shardId } as const,
  async (context, input) => {
    const stream = streamOf(context, input);
    const rest = describeShards(stream).filter(({ ShardId }) => ShardId > (input.ExclusiveStartShardId ?? ""));
    const shards = rest.slice(0, input.Limit ?? 100);
    return { StreamDescription: { ...describe(stream), Shards: shards, HasMoreShards: shards.length < rest.length } };
  },
);

/** DescribeStreamSummary. */
export const describeStreamSummary = operation(streamMembers, async (context, input) => {
  const stream = streamOf(context, input);
  return { StreamDescriptionSummary: { ...describe(stream), OpenShardCount: stream.shards.length, ConsumerCount: 0 } };
});
