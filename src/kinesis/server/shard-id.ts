/** `shardId-000000000003`. */
export const shardIdOf = (index: number): string => `shardId-${String(index).padStart(12, "0")}`;

/** The number in a shard id, with or without its `shardId-`; undefined where it is none. */
export const shardIndexOf = (shardId: string): number | undefined => {
  const digits = /^(?:.*-)?(\d{1,12})$/.exec(shardId)?.[1];
  return digits === undefined ? undefined : Number(digits);
};
