/** A pattern ready to match keys. */
export interface Glob {
  /** What every match starts with, so that a listing can be narrowed. */
  readonly prefix: string;
  readonly matches: (key: string) => boolean;
}

/**
 * Reads a pattern: `*` any characters within a name, `?` one, `**` any across folders (`**` and a slash also none),
 * `{a,b}` either, nested at will. Everything else stands for itself.
 */
export const parseGlob = (pattern: string): Glob => {
  const alternatives = expandBraces(pattern);
  const expressions = alternatives.map((one) => new RegExp(`^${toExpression(one)}$`, "su"));
  return {
    prefix: alternatives.map((one) => one.split(/[*?]/, 1)[0] ?? "").reduce(commonStart),
    matches: (key) => expressions.some((expression) => expression.test(key)),
  };
};

const expandBraces = (pattern: string): string[] => {
  const open = pattern.indexOf("{");
  const close = open < 0 ? -1 : closingBrace(pattern, open);
  if (close < 0) return [pattern];
  const before = pattern.slice(0, open);
  const after = expandBraces(pattern.slice(close + 1));
  return splitTopLevel(pattern.slice(open + 1, close))
    .flatMap(expandBraces)
    .flatMap((choice) => after.map((rest) => `${before}${choice}${rest}`));
};

const closingBrace = (pattern: string, open: number): number => {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === "{") depth++;
    if (pattern[i] === "}" && --depth === 0) return i;
  }
  return -1;
};

const splitTopLevel = (text: string): string[] => {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth++;
    if (character === "}") depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
};

const toExpression = (pattern: string): string =>
  pattern.replace(/\*\*\/|\*\*|\*|\?|[\\^$.|+()[\]{}/]/g, (token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    return token === "?" ? "[^/]" : `\\${token}`;
  });

const commonStart = (a: string, b: string): string => {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return a.slice(0, length);
};
