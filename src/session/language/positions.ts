import type { CellDocument } from "./documents.ts";

/** A place in a document, from 0, as the Language Server Protocol counts: in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The place in its document of an offset in a cell. */
export const positionIn = (document: CellDocument, code: string, offset: number): Position => {
  const lines = code.slice(0, offset).split(lineBreak);
  return { line: document.above + lines.length - 1, character: lines.at(-1)?.length ?? 0 };
};

/** The offset in a cell of a place in its document; undefined where that lies outside the cell. */
export const offsetIn = (document: CellDocument, code: string, position: Position): number | undefined => {
  const line = position.line - document.above;
  if (line < 0 || line >= document.lines) return undefined;
  const starts = lineStarts(code);
  return Math.min((starts[line] ?? 0) + position.character, code.length);
};

/** The text of a line of code, from 0. */
export const lineAt = (code: string, line: number): string => code.split(lineBreak)[line] ?? "";

const lineBreak = /\r\n|\r|\n/;

const lineStarts = (code: string): readonly number[] => [
  0,
  ...[...code.matchAll(new RegExp(lineBreak, "g"))].map((match) => match.index + match[0].length),
];
