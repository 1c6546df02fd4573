import { invalidArgument } from "../aws-error.ts";
import { operation, streamOf } from "../operation.ts";
import { putAll } from "../put.ts";
import { data, explicitHashKey, partitionKey, streamMembers } from "../shapes.ts";

const largestRequest = 5 * 1024 * 1024;

/** PutRecords: at most 500 records and 5 MiB with their keys; an entry that could not be written says so, the others are on disk. */
export const putRecords = operation(
  {
    ...streamMembers,
    Records: {
      type: "List",
      min: 1,
      max: 500,
      required: true,
      member: {
        type: "Structure",
        members: { Data: data, PartitionKey: partitionKey, ExplicitHashKey: explicitHashKey },
      },
    },
  } as const,
  async (context, input) => {
    const stream = streamOf(context, input);
    const size = input.Records.reduce(
      (sum, { Data, PartitionKey }) => sum + Data.length + Buffer.byteLength(PartitionKey),
      0,
    );
    if (size > largestRequest) throw invalidArgument("Records size exceeds 5 MB limit");
    const outcomes = await putAll(stream, input.Records, context.now());
    return {
      FailedRecordCount: outcomes.filter((outcome) => "failure" in outcome).length,
      Records: outcomes.map((outcome) =>
        "failure" in outcome
          ? { ErrorCode: "InternalFailure", ErrorMessage: "Internal service failure." }
          : { ShardId: outcome.shardId, SequenceNumber: outcome.sequenceNumber },
      ),
    };
  },
);
