import type { CellDocument } from "./documents.ts";
import type { LspDiagnostic } from "./lsp-types.ts";
import { lineAt } from "./positions.ts";
import { withoutCellFiles } from "./read-hover.ts";
import type { TypeProblem } from "./types.ts";

/** The type errors among a server's diagnostics that are of the cell and not of what was put around it. */
export const readProblems = (
  diagnostics: readonly LspDiagnostic[],
  document: CellDocument,
  code: string,
): readonly TypeProblem[] =>
  diagnostics
    .filter(({ severity, code }) => severity === 1 && !ignored.has(Number(code)))
    .flatMap(({ range, code: number, message }) => {
      const line = range.start.line - document.above;
      if (line < 0 || line >= document.lines) return [];
      const column = range.start.character;
      const end = range.end.line === range.start.line ? range.end.character : lineAt(code, line).length;
      const length = Math.max(1, end - column);
      return { line: line + 1, column: column + 1, length, code: Number(number), message: withoutCellFiles(message) };
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);

/** Errors that are none in a cell: packages without types, names of the global object that were made at run time. */
const ignored = new Set([7016, 7017]);
