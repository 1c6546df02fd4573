import type { Pattern } from "../plan.ts";

/** What a pattern of whole texts matches, `^(\s*|None|Error\.?)$`: these texts, and white space where it says so. */
export interface WholeTexts {
  readonly texts: readonly string[];
  readonly isBlankOne: boolean;
}

/** The whole texts that a pattern matches, where they are few; undefined where it is of another kind. */
export const wholeTexts = ({ source, flags }: Pattern): WholeTexts | undefined => {
  const body = /[im]/.test(flags) ? undefined : /^\^\((?:\?:)?(.*)\)\$$/s.exec(source)?.[1];
  if (body === undefined) return undefined;
  const isBlankOne = /^\\s\*(\||$)/.test(body);
  const texts = body === "\\s*" ? [] : textsOf(isBlankOne ? body.slice(4) : body);
  return texts && { texts, isBlankOne };
};

/** The text with which a pattern says that a text begins: `^Local save in `; undefined where it says something else. */
export const prefixOf = ({ source, flags }: Pattern): string | undefined => {
  if (/[im]/.test(flags) || !source.startsWith("^")) return undefined;
  const [only, ...others] = textsOf(source.slice(1)) ?? [];
  return others.length === 0 && !source.includes("|") ? only : undefined;
};

const most = 16;

/** All texts that a pattern of letters, groups, `?` and `|` stands for; undefined where it has more in it, or too many. */
const textsOf = (source: string): readonly string[] | undefined => {
  const tokens = [...source.matchAll(/\\[\s\S]|\(\?:|[\s\S]/gu)].map(([token]) => token);
  const read = choice(tokens, 0);
  return read && read.end === tokens.length ? read.texts : undefined;
};

interface Read {
  readonly texts: readonly string[];
  readonly end: number;
}

const choice = (tokens: readonly string[], from: number): Read | undefined => {
  const texts: string[] = [];
  for (let end = from; ; end++) {
    const part = sequence(tokens, end);
    if (!part) return undefined;
    texts.push(...part.texts);
    end = part.end;
    if (tokens[end] !== "|") return texts.length > most ? undefined : { texts, end };
  }
};

const sequence = (tokens: readonly string[], from: number): Read | undefined => {
  let texts: readonly string[] = [""];
  let end = from;
  while (end < tokens.length && tokens[end] !== "|" && tokens[end] !== ")") {
    const part = atom(tokens, end);
    if (!part) return undefined;
    const isOptional = tokens[part.end] === "?";
    end = part.end + (isOptional ? 1 : 0);
    const ends = isOptional ? [...part.texts, ""] : part.texts;
    texts = texts.flatMap((text) => ends.map((one) => text + one));
    if (texts.length > most) return undefined;
  }
  return { texts, end };
};

const atom = (tokens: readonly string[], from: number): Read | undefined => {
  const token = tokens[from] ?? "";
  if (token === "(" || token === "(?:") {
    const inside = choice(tokens, from + 1);
    return inside && tokens[inside.end] === ")" ? { ...inside, end: inside.end + 1 } : undefined;
  }
  const letter = /^\\([^A-Za-z0-9])$/s.exec(token)?.[1] ?? token;
  const isLetter = token.startsWith("\\") ? letter !== token : !/[\^$.*+?()[\]{}|\0]/.test(token);
  return isLetter ? { texts: [letter], end: from + 1 } : undefined;
};
