/** Puts a body of a known size together from pieces. */
export interface Gatherer {
  /** Gives how many bytes of the piece belong to it. */
  take(piece: Buffer): number;
  isWhole(): boolean;
  /** The body, once it is whole. */
  bytes(): Buffer;
}

const least = 1 << 16;

/** Holds at most twice what has come: the size that a peer declares takes no memory by itself. */
export const createGatherer = (size: number): Gatherer => {
  let held = Buffer.alloc(0);
  let filled = 0;
  const grow = (needed: number): void => {
    const next = Buffer.allocUnsafeSlow(Math.min(size, Math.max(least, 2 * needed)));
    held.copy(next, 0, 0, filled);
    held = next;
  };
  return {
    take: (piece) => {
      const taken = Math.min(size - filled, piece.length);
      if (filled + taken > held.length) grow(filled + taken);
      piece.copy(held, filled, 0, taken);
      filled += taken;
      return taken;
    },
    isWhole: () => filled === size,
    bytes: () => held,
  };
};
