/** The magics that stand on a line; `!` is the shell's. */
export const lineNames = [
  "help",
  "check",
  "time",
  "timeit",
  "env",
  "cd",
  "pwd",
  "who",
  "stale",
  "rerun",
  "reset",
  "!",
] as const;

/** The magics that take a whole cell. */
export const cellNames = ["time", "timeit", "html", "markdown", "svg", "latex", "sh"] as const;

export type LineName = (typeof lineNames)[number];
export type CellName = (typeof cellNames)[number];

/** One clear line for a name that is no magic. */
export const unknownMagic = (name: string): string => {
  const lines = lineNames.map((each) => (each === "!" ? "!command" : `%${each}`));
  const cells = cellNames.map((each) => `%%${each}`);
  return `there is no magic ${name}: known are ${[...lines, ...cells].join(", ")}`;
};
