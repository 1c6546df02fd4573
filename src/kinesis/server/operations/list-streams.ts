import { describeStream } from "../describe.ts";
import { operation } from "../operation.ts";
import { limit, nextToken, streamName } from "../shapes.ts";

/** ListStreams: at most `Limit` (100) at a time; the token is the last name. */
export const listStreams = operation(
  { Limit: limit, ExclusiveStartStreamName: streamName, NextToken: nextToken } as const,
  async ({ streams }, input) => {
    const after = input.NextToken ?? input.ExclusiveStartStreamName ?? "";
    const rest = streams.list().filter(({ name }) => name > after);
    const page = rest.slice(0, input.Limit ?? 100);
    const more = page.length < rest.length;
    return {
      StreamNames: page.map(({ name }) => name),
      StreamSummaries: page.map(summarise),
      HasMoreStreams: more,
      ...(more ? { NextToken: page.at(-1)?.name } : {}),
    };
  },
);

const summarise = (stream: Parameters<typeof describeStream>[0]) => {
  const { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp } = describeStream(stream);
  return { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp };
};
