import { usageError } from "../errors.ts";
import type { Pattern } from "./plan.ts";

/**
 * A JavaScript regular expression as a pattern of RE2's dialect, the same on every engine.
 * Throws where it uses what RE2 lacks: look-around, back-references, sticky and set flags, or a `$&` replacement.
 */
export const patternOf = (regexp: RegExp): Pattern => {
  for (const flag of regexp.flags) {
    if (!"gimsu".includes(flag)) throw refuse(regexp, `the flag '${flag}'`, "use only g, i, m and s");
  }
  const pattern = { source: regexp.source, flags: regexp.flags.replace("u", "") };
  compilePattern(pattern);
  return Object.freeze(pattern);
};

/** The pattern as a RegExp that matches as RE2 does: `\s` and `.` by ASCII rules, by code points. */
export const compilePattern = (pattern: Pattern): RegExp => {
  const shown = new RegExp(pattern.source, pattern.flags);
  if (hasEmptyClass(tokens(pattern.source))) throw refuse(shown, "an empty class", "name a character in [...]");
  const source = tokens(pattern.source)
    .map((token) => translate(token, shown, pattern.flags))
    .join("");
  try {
    return new RegExp(source, `${pattern.flags.replace("s", "")}u`);
  } catch (cause) {
    throw refuse(shown, "a spelling that is not portable", "escape only what needs it", cause);
  }
};

/** The pattern as RE2 spells it, with its flags inside. */
export const patternForRe2 = (pattern: Pattern): string => {
  const flags = pattern.flags.replace("g", "");
  return (flags ? `(?${flags})` : "") + tokens(pattern.source).map(re2Token).join("");
};

/** Checks that a pattern has a group of this number: 0 is the whole match, and engines know nine more. */
export const checkGroup = (group: number, pattern: Pattern): number => {
  const count =
    Math.min(new RegExp(`${pattern.source}|`, `${pattern.flags.replace("g", "")}u`).exec("")?.length ?? 1, 10) - 1;
  if (Number.isInteger(group) && group >= 0 && group <= count) return group;
  throw usageError(`The pattern /${pattern.source}/ has no group ${group}: take one from 0 to ${count}.`);
};

/** Checks the replacement text of `replace`: `$1` to `$9` stand for groups and `$$` for a dollar. */
export const checkReplacement = (text: string, pattern: Pattern): string => {
  for (const [, group] of text.replaceAll("$$", "").matchAll(/\$([1-9])/g)) checkGroup(Number(group), pattern);
  if (/\$(?![1-9$])/.test(text.replaceAll("$$", ""))) {
    throw usageError(
      `The replacement ${JSON.stringify(text)} has a '$' with a meaning only JavaScript knows. ` +
        "Write $1 to $9 for groups and $$ for a dollar sign.",
    );
  }
  return text;
};

interface Token {
  readonly text: string;
  readonly inClass: boolean;
}

const hasEmptyClass = (all: readonly Token[]): boolean =>
  all.some(({ text, inClass }, index) => {
    const next = all[index + 1]?.text === "^" ? all[index + 2] : all[index + 1];
    return text === "[" && !inClass && next?.text === "]";
  });

const tokenPattern =
  /\\k<[^>]*>|\\u\{[^}]*\}|\\[pP]\{[^}]*\}|\\x..|\\u....|\\c[A-Za-z]|\\.|\(\?(?:<[=!]|[=!]|:|<[^>]*>)|\{\d+(?:,\d*)?\}|[\s\S]/gu;

const tokens = (source: string): readonly Token[] => {
  let inClass = false;
  return [...source.matchAll(tokenPattern)].map(([text]) => {
    const token = { text, inClass };
    if (text === "[" && !inClass) inClass = true;
    else if (text === "]" && inClass) inClass = false;
    return token;
  });
};

const spaces = "\\t\\n\\f\\r ";

const translate = ({ text, inClass }: Token, shown: RegExp, flags: string): string => {
  if (!inClass) refuseOutsideClass(text, shown);
  if (text === "\\s") return inClass ? spaces : `[${spaces}]`;
  if (text === "\\S" && inClass) throw refuse(shown, "\\S inside [...]", "turn the class around");
  if (text === "\\S") return `[^${spaces}]`;
  return inClass ? text : (anchors(flags)[text] ?? text);
};

/** What depends on JavaScript's notion of a line, in RE2's: only a line feed ends one. */
const anchors = (flags: string): Readonly<Record<string, string>> => ({
  ".": flags.includes("s") ? "[\\s\\S]" : "[^\\n]",
  ...(flags.includes("m") ? { "^": "(?<![^\\n])", $: "(?![^\\n])" } : {}),
});

const re2Token = ({ text, inClass }: Token): string => {
  const code = /^\\(?:x(..)|u(....)|u\{(.*)\})$/.exec(text);
  if (code) return `\\x{${code[1] ?? code[2] ?? code[3]}}`;
  const control = /^\\c(.)$/.exec(text);
  if (control) return `\\x{${((control[1] ?? "").charCodeAt(0) % 32).toString(16)}}`;
  if (text.startsWith("(?<")) return `(?P<${text.slice(3)}`;
  const property = /^\\([pP])\{(?:Script|sc)=(.*)\}$/.exec(text);
  if (property) return `\\${property[1]}{${property[2]}}`;
  if (text === "\\0") return "\\x{0}";
  if (inClass && text === "\\b") return "\\x{8}";
  return inClass && text === "[" ? "\\[" : text;
};

const refuseOutsideClass = (text: string, shown: RegExp): void => {
  if (/^\(\?<?[=!]/.test(text)) {
    throw refuse(shown, `the look-around '${text}'`, "match more and keep a group with extract()");
  }
  if (/^\\([1-9]|k<)/.test(text)) throw refuse(shown, `the back-reference '${text}'`, "compare two extracts instead");
  const repeats = /^\{(\d+)(?:,(\d*))?\}$/.exec(text);
  if (repeats && Math.max(Number(repeats[1]), Number(repeats[2] ?? 0)) > 1000) {
    throw refuse(shown, `the repetition ${text}`, "repeat at most 1000 times");
  }
};

const refuse = (regexp: RegExp, what: string, remedy: string, cause?: unknown) =>
  usageError(
    `The regular expression ${regexp} uses ${what}. Frames take RE2's dialect, which every engine has: ${remedy}.`,
    cause,
  );
