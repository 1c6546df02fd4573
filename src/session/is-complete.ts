import { parseTypeScript, type SyntaxProblem, UnsupportedSyntax, withoutMagics } from "../syntax/index.ts";
import type { Completeness } from "./types.ts";

/** Tells whether code can run, needs more lines, or can never run. */
export const completeness = (code: string): Completeness => {
  const problem = problemOf(code);
  if (!problem) return { status: "complete", indent: "" };
  const atEnd = problem.offset >= code.trimEnd().length;
  const open =
    /^Unterminated (multiline comment|template)/.test(problem.message) ||
    (problem.message.startsWith("Unterminated string") && code[problem.offset] === "`");
  return atEnd || open ? { status: "incomplete", indent: indentAfter(code) } : { status: "invalid", indent: "" };
};

const problemOf = (code: string): SyntaxProblem | undefined => {
  try {
    return parseTypeScript(withoutMagics(code)).errors[0];
  } catch (error) {
    if (error instanceof UnsupportedSyntax) return { message: error.message, offset: error.offset };
    throw error;
  }
};

const indentAfter = (code: string): string => {
  const line = code.trimEnd().split("\n").at(-1) ?? "";
  const own = /^\s*/.exec(line)?.[0] ?? "";
  return /[{([]$|=>$/.test(line) ? `${own}  ` : own;
};
