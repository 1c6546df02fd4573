/** Milliseconds, and the lines that may be written within them. */
const span = 10_000;
const most = 10;

/** Keeps somebody who sends garbage from filling the log: at most ten lines in ten seconds, then how many there were more. */
export const createSparingLog = (
  log: (line: string) => void,
  now: () => number = () => performance.now(),
): ((line: string) => void) => {
  let since = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (line) => {
    if (now() - since > span) {
      if (count > most) log(`${count - most} more like it in ${span / 1000} s`);
      since = now();
      count = 0;
    }
    if (count++ < most) log(line);
  };
};
