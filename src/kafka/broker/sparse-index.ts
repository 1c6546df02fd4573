/** Finds the place in a log file near an offset or a time: one entry for every few KiB of batches. */
export interface SparseIndex {
  /** To be called for each batch in order. */
  add(position: number, size: number, baseOffset: number, maxTimestamp: number): void;
  /** Where to begin reading for this offset: the position of a batch at or before it. */
  positionOf(offset: number): number;
  /** Where to begin reading for the first record at or after this time; undefined where all are older. */
  positionOfTime(timestamp: number): number | undefined;
}

const interval = 4096;

/** An empty index. */
export const createSparseIndex = (): SparseIndex => {
  const positions: number[] = [];
  const offsets: number[] = [];
  const maxTimestamps: number[] = [];
  let indexedUpTo = 0;
  return {
    add: (position, size, baseOffset, maxTimestamp) => {
      if (positions.length > 0 && position < indexedUpTo) {
        const last = maxTimestamps.length - 1;
        maxTimestamps[last] = Math.max(maxTimestamps[last] ?? 0, maxTimestamp);
        return;
      }
      positions.push(position);
      offsets.push(baseOffset);
      maxTimestamps.push(maxTimestamp);
      indexedUpTo = position + Math.max(size, interval);
    },
    positionOf: (offset) => positions[lastAtOrBelow(offsets, offset)] ?? 0,
    positionOfTime: (timestamp) => {
      const entry = maxTimestamps.findIndex((latest) => latest >= timestamp);
      return entry < 0 ? undefined : positions[entry];
    },
  };
};

const lastAtOrBelow = (sorted: readonly number[], value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
