/** Longer than an answer takes on the slowest machine, in milliseconds. */
const patience = 120_000;

/**
 * Asks again until the answer is whole: what takes too long on a busy machine is left out of an answer rather than waited
 * for. Gives the last answer where none came to be whole, for the test to compare.
 */
export const askUntil = async <T>(ask: () => Promise<T>, isWhole: (answer: T) => boolean): Promise<T> => {
  const begun = performance.now();
  for (;;) {
    const answer = await ask();
    if (isWhole(answer) || performance.now() - begun > patience) return answer;
  }
};
