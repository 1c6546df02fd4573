import { PinbookError } from "../errors.ts";

/** What Kinesis refused, or `Unreachable` where it does not answer. The message names endpoint, stream and remedy. */
export class KinesisError extends PinbookError {
  /** AWS's name: `ResourceNotFoundException`, …; or `Unreachable`. */
  readonly code: string;
  /** The HTTP status that AWS gives it; 503 where unreachable. */
  readonly status: number;
  /** AWS's own text. */
  readonly reason: string;

  constructor(details: KinesisErrorDetails) {
    super(details.message, { cause: details.cause });
    this.code = details.code;
    this.status = details.status;
    this.reason = details.reason;
  }
}

export interface KinesisErrorDetails {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly reason: string;
  readonly cause?: unknown;
}

/** How one entry of a PutRecords ended. */
export type PutResult =
  | { readonly shardId: string; readonly sequenceNumber: string }
  | { readonly errorCode: string; readonly errorMessage: string };

/** Some records of a put stayed refused; `results` has one entry a record, in order, and those with a sequence number are in the stream. */
export class PartialPut extends KinesisError {
  readonly results: readonly PutResult[];

  constructor(details: KinesisErrorDetails, results: readonly PutResult[]) {
    super(details);
    this.results = results;
  }
}

/** What a call was about, for its error. */
export interface CallSubject {
  readonly endpoint: string;
  /** `PutRecord`. */
  readonly operation: string;
  readonly stream?: string;
}

/** A KinesisError of whatever the AWS SDK threw. */
export const toKinesisError = (thrown: unknown, subject: CallSubject): KinesisError => {
  if (thrown instanceof KinesisError) return thrown;
  const error = (thrown ?? {}) as { name?: string; message?: string; $metadata?: { httpStatusCode?: number } };
  const status = error.$metadata?.httpStatusCode;
  const answered = status !== undefined && error.name !== undefined;
  const code = answered ? (error.name ?? "") : "Unreachable";
  const reason = reasonOf(thrown);
  const where = `${subject.operation}${subject.stream === undefined ? "" : ` on stream ${subject.stream}`} at ${subject.endpoint}`;
  const remedy = remedies[code] ?? (answered ? "" : unreachable);
  return new KinesisError({
    message: `Kinesis ${where}: ${code === "Unreachable" ? "" : `${code}: `}${reason.replace(/\.$/, "")}${remedy && `. ${remedy}`}`,
    code,
    status: status ?? 503,
    reason,
    cause: thrown,
  });
};

/** A refused connection has no message but the reasons of each address tried. */
const reasonOf = (thrown: unknown): string => {
  if (thrown instanceof AggregateError && !thrown.message) return thrown.errors.map(reasonOf).join(", ");
  const { message, code, name } = (thrown ?? {}) as { message?: string; code?: string; name?: string };
  return message || code || name || String(thrown);
};

const unreachable = "Check that the endpoint runs and its URL is right, and that region and credentials are set";

const remedies: Readonly<Record<string, string>> = {
  ResourceNotFoundException: "Create the stream first, or check its name and the region",
  ResourceInUseException: "Use the stream that is there, or delete it first",
  LimitExceededException: "Delete streams that are not needed, or ask for fewer shards",
  ProvisionedThroughputExceededException: "Send or read more slowly, or give the stream more shards",
  AccessDeniedException: "The credentials lack the right for this call",
  UnrecognizedClientException: "The credentials are not valid there",
  ExpiredTokenException: "The credentials have expired: get new ones",
};
