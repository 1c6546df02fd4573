import { patternForRe2 } from "../pattern.ts";
import type { CallNode } from "../plan.ts";
import { prefixOf, type WholeTexts, wholeTexts } from "./finite-pattern.ts";
import { text } from "./quote.ts";

/** A call's pattern as RE2 spells it, with its flags inside. */
export const patternSql = (node: CallNode): string => text(patternForRe2(node.pattern ?? { source: "", flags: "" }));

/** Whether a text matches a call's pattern. Few whole texts are compared, which takes a fourth of the time. */
export const matchesSql = (node: CallNode, value: string): string => {
  const whole = node.pattern && isColumn(node) ? wholeTexts(node.pattern) : undefined;
  const matched = `regexp_matches(${value}, ${patternSql(node)})`;
  return whole ? isWholeText(whole, value, matched) : matched;
};

/** A text with what matches a call's pattern replaced. */
export const replaceSql = (node: CallNode, value: string): string => {
  const prefix = node.pattern && isColumn(node) ? prefixOf(node.pattern) : undefined;
  const by = replacementOf(node);
  if (prefix && !/[$\\]/.test(by)) {
    const rest = `substring(${value}, ${[...prefix].length + 1})`;
    return `CASE WHEN starts_with(${value}, ${text(prefix)}) THEN ${by === "" ? "" : `${text(by)} || `}${rest} ELSE ${value} END`;
  }
  const all = node.pattern?.flags.includes("g") ? ", 'g'" : "";
  return `regexp_replace(${value}, ${patternSql(node)}, ${replacementSql(by)}${all})`;
};

/** What is written more than once should cost nothing. */
const isColumn = ({ args: [value] }: CallNode): boolean => value?.kind === "column";

/** White space comes before `!`, so that few texts are held against the pattern. */
const isWholeText = ({ texts, isBlankOne }: WholeTexts, value: string, matched: string): string => {
  const [last = "", ...others] = [...texts].reverse().map((one) => `${value} = ${text(one)}`);
  const branches = [
    ...(isBlankOne ? [`WHEN ${value} < '!' THEN ${matched}`] : []),
    ...others.map((one) => `WHEN ${one} THEN true`),
  ];
  return branches.length === 0 ? `(${last})` : `CASE ${branches.join(" ")} ELSE ${last || `${value} < ''`} END`;
};

const replacementOf = ({ args: [, by] }: CallNode): string => (by?.kind === "literal" ? String(by.value) : "");

/** A replacement text as RE2 spells it: `\1` where JavaScript has `$1`. */
const replacementSql = (value: string): string =>
  text(
    value.replaceAll("\\", "\\\\").replaceAll(/\$([$1-9])/g, (_, next: string) => (next === "$" ? "$" : `\\${next}`)),
  );
