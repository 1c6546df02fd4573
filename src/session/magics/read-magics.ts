import { child, type FoundMagic, findMagics, parseTypeScript } from "../../syntax/index.ts";

/** A cell in which each magic is a call, line for line. */
export interface ReadCell {
  readonly code: string;
  /** By how many columns the TypeScript on a line (from 1) moved to the right. */
  readonly shifts: ReadonlyMap<number, number>;
}

/** The function that prepared cells call for magics. */
export const magicName = "_magic";

/** Turns the magics of a cell into calls; `names` are those in scope. Throws UnsupportedSyntax. */
export const readMagics = (source: string, names?: ReadonlySet<string>): ReadCell => {
  const { cell, lines } = findMagics(source, names);
  if (cell) return { code: cellCall(source, cell), shifts: new Map() };
  const shifts = new Map<number, number>();
  let code = "";
  let at = 0;
  for (const magic of lines) {
    const { text, shift } = lineCall(source, magic);
    code += source.slice(at, magic.start) + text;
    at = magic.end;
    if (shift) shifts.set(source.slice(0, magic.start).split("\n").length, shift);
  }
  return { code: code + source.slice(at), shifts };
};

const cellCall = (source: string, { name, from, codeStart, start }: FoundMagic): string => {
  const lineEnd = codeStart ?? from + (/^.*/.exec(source.slice(from))?.[0].length ?? 0);
  const before = source.slice(0, start);
  const text = source.slice(from, lineEnd);
  const body = source.slice(lineEnd);
  if (codeStart === undefined)
    return `${before}${call(`%%${name}`, text, JSON.stringify(body.slice(1)))};${breaks(body)}`;
  if (name === "time") return `${before}${magicName}.startTimer();${body}`;
  return `${before}${open(name, text, `${arrow(body)} {`)}${body}\n});`;
};

const lineCall = (source: string, magic: FoundMagic): { readonly text: string; readonly shift: number } => {
  const { name, start, from, codeStart, end } = magic;
  const given = source.slice(from, end);
  if (codeStart === undefined) return { text: `;${call(name, given)};${breaks(given)}`, shift: 0 };
  const [head, code, tail] = wrapped(name, source.slice(from, codeStart), source.slice(codeStart, end));
  return { text: head + code + tail, shift: head.length - (codeStart - start) };
};

/** The code of `%time` or `%timeit` and what stands around it: an expression keeps its value, statements of `%time` their names. */
const wrapped = (name: string, options: string, code: string): readonly [string, string, string] => {
  const { body, masked } = parseTypeScript(code);
  const [only] = body;
  const expression = body.length === 1 && only?.type === "ExpressionStatement" ? child(only, "expression") : undefined;
  if (expression) return [`;${open(name, options, `${arrow(code)} (`)}`, masked.slice(0, expression.end), "));"];
  if (name === "time") return [`;${magicName}.startTimer(); `, masked, `;${magicName}.stopTimer();`];
  return [`;${open(name, options, `${arrow(code)} {`)}`, masked, "});"];
};

const call = (name: string, text: string, ...rest: readonly string[]): string =>
  `await ${magicName}(${[JSON.stringify(name), JSON.stringify(text), ...rest].join(", ")})`;

const open = (name: string, text: string, action: string): string =>
  `await ${magicName}(${JSON.stringify(name)}, ${JSON.stringify(text)}, "", ${action}`;

const breaks = (text: string): string => text.replace(/[^\n]/g, "");

/** An asynchronous function only where it awaits: a promise costs time. */
const arrow = (code: string): string => `${/\bawait\b/.test(parseTypeScript(code).masked) ? "async " : ""}() =>`;
