/** The 32-bit murmur2 hash that Java's default partitioner takes of a key (org.apache.kafka.common.utils.Utils.murmur2), signed. */
export const murmur2 = (key: Uint8Array): number => {
  const multiplier = 0x5bd1e995;
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const whole = key.length & ~3;
  let hash = 0x9747b28c ^ key.length;
  for (let i = 0; i < whole; i += 4) {
    let block = Math.imul(view.getInt32(i, true), multiplier);
    block = Math.imul(block ^ (block >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ block;
  }
  const rest = key.subarray(whole);
  if (rest.length > 0) {
    for (const [i, byte] of rest.entries()) hash ^= byte << (8 * i);
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
};

/** The partition that a key belongs to, as Java's default partitioner has it. */
export const partitionOfKey = (key: Uint8Array, partitions: number): number => (murmur2(key) & 0x7fffffff) % partitions;
