import { lineAt } from "./positions.ts";
import type { TypeProblem } from "./types.ts";

/** Most errors of one cell that are written out. */
const most = 10;

/** Type errors as people read them: place, message, and the line with what is wrong marked. */
export const describeProblems = (problems: readonly TypeProblem[], cell: string, code: string): string => {
  const shown = problems.slice(0, most).map((problem) => describe(problem, cell, code));
  const left = problems.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${left} more type error${left === 1 ? "" : "s"} in ${cell}`] : [])].join(
    "\n",
  );
};

/** The names that the types do not know and the running program may. */
export const unknownNames = (problems: readonly TypeProblem[]): readonly string[] =>
  problems.map(unknownName).filter((name) => name !== undefined);

/** The problems but those of names that the running program knows. */
export const withoutKnown = (problems: readonly TypeProblem[], isKnown: (name: string) => boolean) =>
  problems.filter((problem) => {
    const name = unknownName(problem);
    return name === undefined || !isKnown(name);
  });

const unknownName = ({ message }: TypeProblem): string | undefined => /^Cannot find name '([^']+)'/.exec(message)?.[1];

const describe = ({ line, column, length, code, message }: TypeProblem, cell: string, source: string): string => {
  const text = lineAt(source, line - 1);
  const marker =
    text.slice(0, column - 1).replace(/[^\t]/g, " ") +
    "~".repeat(Math.min(length, Math.max(1, text.length - column + 1)));
  return `${cell}, line ${line}, column ${column}: ${message} (TS${code})\n    ${text}\n    ${marker}`;
};
