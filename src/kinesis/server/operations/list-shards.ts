import { AwsError, invalidArgument } from "../aws-error.ts";
import { describeShards } from "../describe.ts";
import { type Context, nameOf, noStream, operation, type StreamReference, streamOf } from "../operation.ts";
import { limit, nextToken, shardId, streamMembers } from "../shapes.ts";
import type { Stream } from "../streams.ts";

const lifetime = 300_000;

/** ListShards: all shards are open ones, so every filter but AFTER_SHARD_ID lets them all through. */
export const listShards = operation(
  {
    ...streamMembers,
    NextToken: nextToken,
    ExclusiveStartShardId: shardId,
    MaxResults: limit,
    StreamCreationTimestamp: { type: "Timestamp" },
    ShardFilter: {
      type: "Structure",
      members: {
        Type: {
          type: "String",
          values: [
            "AFTER_SHARD_ID",
            "AT_TRIM_HORIZON",
            "FROM_TRIM_HORIZON",
            "AT_LATEST",
            "AT_TIMESTAMP",
            "FROM_TIMESTAMP",
          ],
          required: true,
        },
        ShardId: shardId,
        Timestamp: { type: "Timestamp" },
      },
    },
  } as const,
  async (context, input) => {
    const { stream, after } =
      input.NextToken === undefined ? first(context, input) : next(context, input, input.NextToken);
    const rest = describeShards(stream).filter(({ ShardId }) => ShardId > after);
    const shards = rest.slice(0, input.MaxResults ?? 1000);
    const last = shards.at(-1);
    if (!last || shards.length === rest.length) return { Shards: shards };
    const token = JSON.stringify([context.now(), stream.name, stream.created, last.ShardId]);
    return { Shards: shards, NextToken: Buffer.from(token).toString("base64") };
  },
);

interface Request extends StreamReference {
  readonly ExclusiveStartShardId?: string;
  readonly ShardFilter?: { readonly Type: string; readonly ShardId?: string };
}

interface Place {
  readonly stream: Stream;
  /** The shard id before the first one to give. */
  readonly after: string;
}

const first = (context: Context, input: Request): Place => {
  if (input.StreamName === undefined && input.StreamARN === undefined)
    throw invalidArgument("Either NextToken or StreamName should be provided.");
  const filter = input.ShardFilter;
  if (filter?.Type === "AFTER_SHARD_ID" && filter.ShardId === undefined)
    throw invalidArgument("ShardFilter of type AFTER_SHARD_ID needs a ShardId.");
  const filtered = filter?.Type === "AFTER_SHARD_ID" ? (filter.ShardId ?? "") : "";
  const [after = ""] = [filtered, input.ExclusiveStartShardId ?? ""].sort().reverse();
  return { stream: streamOf(context, input), after };
};

const next = (context: Context, input: Request, token: string): Place => {
  if (input.StreamName !== undefined) throw invalidArgument("NextToken and StreamName cannot be provided together.");
  const [issued, name, created, after] = decode(token);
  if (context.now() - issued > lifetime)
    throw new AwsError(
      "ExpiredNextTokenException",
      `NextToken expired. The token was created more than ${lifetime} milliseconds ago.`,
    );
  const stream = context.streams.get(nameOf({ StreamName: name }));
  if (!stream || stream.created !== created) throw noStream(name);
  return { stream, after };
};

const decode = (token: string): [issued: number, name: string, created: number, after: string] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, "base64").toString("utf8"));
    const types = Array.isArray(parts) ? parts.map((part) => typeof part).join() : "";
    if (types === "number,string,number,string") return parts as [number, string, number, string];
  } catch {
    // No JSON is as wrong as any other text.
  }
  throw invalidArgument("NextToken is invalid.");
};
