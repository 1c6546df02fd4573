import { createHash } from "node:crypto";

/** Both ends belong to it. */
export interface HashRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** One more than the largest hash. */
export const hashSpace = 1n << 128n;

/** A partition key's place: the MD5 of its UTF-8 bytes as a 128-bit number. */
export const hashOfKey = (partitionKey: string): bigint =>
  BigInt(`0x${createHash("md5").update(partitionKey, "utf8").digest("hex")}`);

/** The ranges of `shards` shards: equal, the last one takes what is left over. */
export const hashRanges = (shards: number): readonly HashRange[] => {
  const width = hashSpace / BigInt(shards);
  return Array.from({ length: shards }, (_, i) => ({
    start: width * BigInt(i),
    end: (i === shards - 1 ? hashSpace : width * BigInt(i + 1)) - 1n,
  }));
};

/** Which of `shards` equal ranges a hash falls in. */
export const shardOfHash = (hash: bigint, shards: number): number =>
  Math.min(Number(hash / (hashSpace / BigInt(shards))), shards - 1);
