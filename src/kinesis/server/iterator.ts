import { AwsError, invalidArgument } from "./aws-error.ts";

/** A place in a shard that GetRecords reads on from. */
export interface ShardPlace {
  readonly stream: string;
  /** When the stream was created, in milliseconds: a new stream of the same name is another one. */
  readonly created: number;
  readonly shard: number;
  /** How many of the shard's records lie before it. */
  readonly ordinal: number;
}

const lifetime = 300_000;

/** The opaque text of a place at time `now`; it is good for five minutes, on any server over the same folder. */
export const formatIterator = (place: ShardPlace, now: number): string =>
  Buffer.from(JSON.stringify([1, now, place.created, place.shard, place.ordinal, place.stream])).toString("base64");

/** The place in an iterator. Throws InvalidArgumentException or ExpiredIteratorException. */
export const parseIterator = (text: string, now: number): ShardPlace => {
  const parts = decode(text);
  if (!parts) throw invalidArgument("Invalid ShardIterator.");
  const [, issued, created, shard, ordinal, stream] = parts;
  if (now - issued > lifetime)
    throw new AwsError(
      "ExpiredIteratorException",
      `Iterator expired. The iterator was created at time ${utc(issued)} while right now it is ${utc(now)} ` +
        `which is further in the future than the tolerated delay of ${lifetime} milliseconds.`,
    );
  return { stream, created, shard, ordinal };
};

type Parts = [version: 1, issued: number, created: number, shard: number, ordinal: number, stream: string];

const decode = (text: string): Parts | undefined => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    if (!Array.isArray(parts) || parts.length !== 6 || parts[0] !== 1) return undefined;
    const numbers = parts.slice(1, 5).every((part) => Number.isSafeInteger(part) && part >= 0);
    return numbers && typeof parts[5] === "string" ? (parts as Parts) : undefined;
  } catch {
    return undefined;
  }
};

const utc = (time: number): string => new Date(time).toUTCString().replace("GMT", "UTC");
