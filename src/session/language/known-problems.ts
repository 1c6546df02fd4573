import type { CellDocument, Scope } from "./documents.ts";
import type { TypeProblem } from "./types.ts";

/** The type errors of cells that refer to nothing but what every cell has: they have the same ones each time they run. */
export interface KnownProblems {
  get(document: CellDocument): readonly TypeProblem[] | undefined;
  /** Keeps what was found for a cell of a scope, where it cannot change. */
  keep(scope: Scope, id: number, document: CellDocument, problems: readonly TypeProblem[]): void;
  /** Takes in a cell's code: one that can change what all cells see makes everything unknown. */
  add(document: CellDocument): void;
  forget(): void;
}

/** How many cells' errors are kept. */
const most = 200;

export const createKnownProblems = (): KnownProblems => {
  const known = new Map<string, readonly TypeProblem[]>();
  return {
    get: ({ text }) => known.get(text),
    keep: (scope, id, { text, specifiers }, problems) => {
      if (specifiers.length > 0 || scope.cells.get(id)?.uses.length !== 0) return;
      if (known.size >= most) known.clear();
      known.set(text, problems);
    },
    add: ({ text, specifiers }) => {
      if (specifiers.length > 0 || /\bdeclare\s+(?:global|module)\b|\/\/\/\s*</.test(text)) known.clear();
    },
    forget: () => known.clear(),
  };
};
