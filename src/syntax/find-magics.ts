import { blanked } from "./edits.ts";
import { cellNames, lineNames, unknownMagic } from "./magic-names.ts";
import { declaredNames } from "./names.ts";
import { parseTypeScript } from "./parse.ts";
import { timeitOptions } from "./timeit-options.ts";
import { UnsupportedSyntax } from "./unsupported-syntax.ts";

/** A magic in a cell: source[start, end), of which source[from, end) is what it is given. */
export interface FoundMagic {
  readonly name: string;
  readonly start: number;
  readonly from: number;
  readonly end: number;
  /** Where the TypeScript in it starts, of a magic that takes code. */
  readonly codeStart?: number | undefined;
}

/** What a cell has of magics: one for all of it, or some on lines of their own. */
export interface FoundMagics {
  readonly cell?: FoundMagic;
  readonly lines: readonly FoundMagic[];
}

/**
 * Finds the magics of a cell. Throws UnsupportedSyntax where one is unknown. A line that starts with `!` and one of the
 * `names` in scope is TypeScript, if it parses as such.
 */
export const findMagics = (source: string, names: ReadonlySet<string> = new Set()): FoundMagics => {
  const cell = cellMagic(source);
  return cell ? { cell, lines: [] } : { lines: lineMagics(source, names) };
};

/** The TypeScript of a cell at the places where it stands there, with all that is magic blanked. */
export const withoutMagics = (source: string, names: ReadonlySet<string> = new Set()): string => {
  const { cell, lines } = findMagics(source, names);
  let result = "";
  let at = 0;
  for (const { start, end, codeStart } of cell ? [cell] : lines) {
    const keep = codeStart ?? end;
    result += source.slice(at, start) + blanked(source.slice(start, keep)) + source.slice(keep, end);
    at = end;
  }
  return result + source.slice(at);
};

const takesCode = (name: string): boolean => name === "time" || name === "timeit";

const cellMagic = (source: string): FoundMagic | undefined => {
  const match = /^\s*%%([\w-]*)[ \t]*/.exec(source);
  if (!match) return undefined;
  const [head, name = ""] = match;
  const start = head.indexOf("%%");
  if (!cellNames.some((known) => known === name)) throw new UnsupportedSyntax(unknownMagic(`%%${name}`), start);
  const lineEnd = endOfLine(source, head.length);
  return { name, start, from: head.length, end: source.length, codeStart: takesCode(name) ? lineEnd : undefined };
};

const endOfLine = (source: string, from: number): number => {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
};

const candidate =
  /^[ \t]*(?:%([a-zA-Z]\w*)(?=\s|$)[ \t]*|!(?!(?:function|async|await|new|typeof|void|this|true|false|null)\b)[ \t]*(?=[\w.~/$]))/gm;

const lineMagics = (source: string, names: ReadonlySet<string>): FoundMagic[] => {
  const found: FoundMagic[] = [];
  let complete = 0;
  for (const match of source.matchAll(candidate)) {
    const { index } = match;
    if (index < complete || !parses(source.slice(complete, index))) continue;
    const magic = magicAt(source, match);
    const isShell = magic.name === "!";
    if (isShell && isNegation(source, magic, names)) continue;
    if (!isShell && !lineNames.some((known) => known === magic.name)) {
      // A remainder that goes on with the line above is TypeScript.
      if (parses(source)) continue;
      throw new UnsupportedSyntax(unknownMagic(`%${magic.name}`), magic.start);
    }
    found.push(magic);
    complete = magic.end;
  }
  return found;
};

const parses = (code: string): boolean => parseTypeScript(code).errors.length === 0;

const magicAt = (source: string, match: RegExpExecArray): FoundMagic => {
  const [head, name = "!"] = match;
  const start = match.index + (/^[ \t]*/.exec(head)?.[0].length ?? 0);
  // What the shell is given keeps its first blank out, as the pattern does.
  const from = match.index + head.length;
  if (!takesCode(name)) return { name, start, from, end: endOfShellLine(source, from) };
  const options = name === "timeit" ? (timeitOptions.exec(source.slice(from))?.[0].length ?? 0) : 0;
  const codeStart = from + options;
  return { name, start, from, codeStart, end: endOfCode(source, codeStart) };
};

const endOfShellLine = (source: string, from: number): number => {
  let end = endOfLine(source, from);
  while (source[end - 1] === "\\" && end < source.length) end = endOfLine(source, end + 1);
  return end;
};

/** The end of the line by which the code is complete; of its first line where it never is. */
const endOfCode = (source: string, from: number): number => {
  const first = endOfLine(source, from);
  for (let end = first; ; end = endOfLine(source, end + 1)) {
    if (parses(source.slice(from, end))) return end;
    if (end >= source.length) return first;
  }
};

const isNegation = (source: string, magic: FoundMagic, names: ReadonlySet<string>): boolean => {
  const name = /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(source.slice(magic.from))?.[0] ?? "";
  if (!parses(source.slice(magic.start, magic.end))) return false;
  return names.has(name) || parseTypeScript(source.slice(0, magic.start)).body.flatMap(declaredNames).includes(name);
};
