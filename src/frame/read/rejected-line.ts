/** How many rows became none, and how many files, or parts of them, are damaged. */
export interface RejectCounts {
  readonly rows: number;
  readonly damaged: number;
}

/** What a person is told of a reading that rejected something; `first` says what is wrong with the first. `letters` is where the dead letters are. */
export const rejectedLine = ({ rows, damaged }: RejectCounts, first: string, letters: string | undefined): string => {
  const parts = [
    ...(rows > 0 ? [`${shown(rows)} ${rows === 1 ? "row" : "rows"}`] : []),
    ...(damaged > 0 ? [damaged === 1 ? "1 damaged file" : `${shown(damaged)} damaged files or parts of files`] : []),
  ];
  const [isOne, which] = rows + damaged === 1 ? ["was", ""] : ["were", "the first is "];
  const where =
    letters === undefined ? "Set deadLetters to keep what is left out, or strict to fail." : `See ${letters}.`;
  return `${parts.join(" and ")} ${isOne} left out: ${which}${ended(first)} ${where}`;
};

const shown = (count: number): string => count.toLocaleString("en-US");

const mostShown = 300;

const ended = (reason: string): string => {
  const text = reason.length > mostShown ? `${reason.slice(0, mostShown)}…` : reason;
  return /[.!?…]$/.test(text) ? text : `${text}.`;
};
