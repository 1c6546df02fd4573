import type { Evaluator } from "./evaluate.ts";
import { textOf } from "./text.ts";
import { typeName } from "./type-name.ts";
import type { Inspection } from "./types.ts";

const before = /(?:[\p{ID_Start}$_][\p{ID_Continue}$]*\??\.)*[\p{ID_Continue}$]*$/u;
const after = /^[\p{ID_Continue}$]*/u;

/** What is known of the name at the cursor; a cursor on an argument list looks at the function. */
export const inspectAt = async (
  evaluator: Evaluator,
  code: string,
  cursor: number,
  detail: 0 | 1,
): Promise<Inspection> => {
  const nothing: Inspection = { found: false, data: {} };
  const expression = nameAt(code, Math.min(cursor, code.length));
  const found = expression && (await evaluator.peek(expression));
  if (!found || found.value === undefined) return nothing;
  return { found: true, data: { "text/plain": describe(expression, found.value, detail) } };
};

const nameAt = (code: string, cursor: number): string => {
  const left = before.exec(code.slice(0, cursor))?.[0] ?? "";
  const whole = left + (after.exec(code.slice(cursor))?.[0] ?? "");
  if (whole && !/^\d/.test(whole)) return whole.replace(/\?\./g, ".");
  const call = /([\p{ID_Continue}$.]+)\([^()]*$/u.exec(code.slice(0, cursor));
  return call?.[1] ?? "";
};

const describe = (expression: string, value: unknown, detail: 0 | 1): string => {
  if (typeof value !== "function") return `${expression}: ${typeName(value)}\n\n${textOf(value)}`;
  // Types were blanked in place: their room says nothing.
  const source = Function.prototype.toString
    .call(value)
    .replace(/(\S) {2,}/g, "$1 ")
    .replace(/ ([,)])/g, "$1");
  const isClass = source.startsWith("class");
  const head = isClass ? `class ${value.name}` : (/^[^{]*?\)|^[^=]*=>/.exec(source)?.[0] ?? `function ${value.name}`);
  const summary = `${expression}: ${head.replace(/\s*=>$/, "")}`;
  return detail === 1 ? `${summary}\n\n${source}` : summary;
};
