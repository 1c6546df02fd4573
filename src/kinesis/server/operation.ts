import { account, nameInArn } from "./account.ts";
import { type AwsError, invalidArgument, notFound } from "./aws-error.ts";
import type { InputOf, Members } from "./shapes.ts";
import type { Stream, Streams } from "./streams.ts";
import { missing, validate, validationError } from "./validate.ts";

/** What operations work on. */
export interface Context {
  readonly streams: Streams;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Answers one operation's request; undefined is an empty body. Throws AwsError. */
export type Operation = (context: Context, request: unknown) => Promise<unknown>;

/** An operation whose request is checked against its members first. */
export const operation =
  <M extends Members>(members: M, run: (context: Context, input: InputOf<M>) => Promise<unknown>): Operation =>
  (context, request) =>
    run(context, validate(request, members));

/** How a request names its stream. */
export interface StreamReference {
  readonly StreamName?: string;
  readonly StreamARN?: string;
}

/** The name in StreamName or StreamARN. Throws where both are missing or they differ. */
export const nameOf = ({ StreamName, StreamARN }: StreamReference): string => {
  const inArn = StreamARN === undefined ? undefined : nameInArn(StreamARN);
  if (StreamName !== undefined && inArn !== undefined && StreamName !== inArn)
    throw invalidArgument(`StreamName ${StreamName} and StreamARN ${StreamARN} do not name the same stream.`);
  const name = StreamName ?? inArn;
  if (name === undefined) throw validationError([missing("streamName")]);
  return name;
};

/** The stream that a request names. Throws ResourceNotFoundException. */
export const streamOf = (context: Context, reference: StreamReference): Stream => {
  const name = nameOf(reference);
  const stream = context.streams.get(name);
  if (!stream) throw noStream(name);
  return stream;
};

export const noStream = (name: string): AwsError => notFound(`Stream ${name} under account ${account} not found.`);
