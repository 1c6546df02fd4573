/** An act that is asked for often and done seldom. */
export interface Spaced {
  /** Acts at once where it did not a moment ago, else when that has passed; the last time always. */
  note(isLast: boolean): void;
  /** Does not act any more. */
  stop(): void;
}

/**
 * Leaves at least so many milliseconds between two times that it acts, and more where the act costs much, so that it takes
 * a small share of the time. What the act throws between two notes is left to the last one.
 */
export const spaced = (act: () => void, every: number): Spaced => {
  let next = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const now = (): void => {
    stop();
    const begun = performance.now();
    act();
    const ended = performance.now();
    next = ended + Math.max(every, (ended - begun) * 20);
  };
  const later = (): void => {
    try {
      now();
    } catch {
      // The last write says what is wrong.
    }
  };
  const note = (isLast: boolean): void => {
    const wait = next - performance.now();
    if (isLast || wait <= 0) now();
    else timer ??= setTimeout(later, wait);
  };
  return { note, stop };
};
