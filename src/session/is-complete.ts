import { parseTypeScript } from "./parse.ts";
import type { Completeness } from "./types.ts";

/** Tells whether code can run, needs more lines, or can never run. */
export const completeness = (code: string): Completeness => {
  const [problem] = parseTypeScript(code).errors;
  if (!problem) return { status: "complete", indent: "" };
  const atEnd = problem.offset >= code.trimEnd().length;
  const open =
    /^Unterminated (multiline comment|template)/.test(problem.message) ||
    (problem.message.startsWith("Unterminated string") && code[problem.offset] === "`");
  return atEnd || open ? { status: "incomplete", indent: indentAfter(code) } : { status: "invalid", indent: "" };
};

const indentAfter = (code: string): string => {
  const line = code.trimEnd().split("\n").at(-1) ?? "";
  const own = /^\s*/.exec(line)?.[0] ?? "";
  return /[{([]$|=>$/.test(line) ? `${own}  ` : own;
};
