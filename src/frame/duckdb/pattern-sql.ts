import { patternForRe2 } from "../pattern.ts";
import type { CallNode } from "../plan.ts";
import { text } from "./quote.ts";

/** A call's pattern as RE2 spells it, with its flags inside. */
export const patternSql = (node: CallNode): string => text(patternForRe2(node.pattern ?? { source: "", flags: "" }));

/** The replacement text of a call as RE2 spells it: `\1` where JavaScript has `$1`. */
export const replacementSql = (node: CallNode): string => {
  const by = node.args[1];
  const value = by?.kind === "literal" ? String(by.value) : "";
  return text(
    value.replaceAll("\\", "\\\\").replaceAll(/\$([$1-9])/g, (_, next: string) => (next === "$" ? "$" : `\\${next}`)),
  );
};
