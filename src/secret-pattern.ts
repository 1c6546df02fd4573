/** A word that names a credential, and what follows in the same word: `password`, `DB_PASSWORD`, `sasl.passwd`. */
const naming =
  "(?:pass(?:word|wd|phrase|code)|\\bpass|pwd|secret|token|credentials?|api[_-]?key|access[_-]?key|sasl[\\w.-]*)(?![a-z])[\\w.-]*";

/** Whether a text is a name of a credential alone. */
export const isCredentialName = (text: string): boolean => new RegExp(`^[\\w.-]*${naming}$`, "i").test(text);

/**
 * The source of a pattern that finds a short text where it can only be a credential: after a name of one, and after the colon
 * in an address. The text before it is the pattern's group.
 */
export const namedPatternOf = (text: string): string => {
  const between = `(?:${gap}|[\\s"'\`:=>,|\\])]|&quot;|&#39;|&#x27;|\\\\["n])`;
  const after = `${naming}${between}{1,24}`;
  const address = "[a-z][a-z\\d+.-]*://[^\\s/:@\"'<>]{0,200}:(?=[^\\s/@]*@)";
  const written = [...text].map(writings).join("");
  return `((?:${after})|(?:${address}))(?:${written})(?![\\w\\u00c0-\\uffff])`;
};

/** Gaps that a reader does not see: colours of a terminal, tags, scripts, marks of Markdown, characters without width. */
const gap = [
  "\\u001b\\[[0-?]*[ -/]*[@-~]",
  "\\u001b\\][^\\u0007\\u001b]{0,200}(?:\\u0007|\\u001b\\\\)",
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001a\\u001c-\\u001f\\u00ad\\u200b-\\u200d\\u2060\\ufeff]",
  "<(?:script|style|textarea|noscript|iframe|xmp|template|object|option|title)\\b[\\s\\S]{0,200}?</[^>]{0,40}>",
  "<!--[\\s\\S]{0,200}?-->",
  "<(?:[^<>\"']|\"[^\"]{0,200}\"|'[^']{0,200}'){0,200}>",
  "[*_`~]",
].join("|");

/**
 * The source of a pattern that finds a text however it is written: as it is, as in JSON, HTML, Markdown, a URL or base64,
 * also with tags or colours in the middle of it.
 */
export const patternOf = (text: string): string => {
  const characters = [...text].map(writings);
  const spread = characters.join(`(?:${gap})*?`);
  return [spread, ...base64Patterns(text)].join("|");
};

/** The source of a pattern that finds a text as it is and in base64: all that can be where `isPlain` holds. */
export const plainPatternOf = (text: string): string => [literal(text), ...base64Patterns(text)].join("|");

/** Whether nothing in a text stands for another character or goes unseen. */
export const isPlain = (text: string): boolean => !hiding.test(text);

// biome-ignore lint/suspicious/noControlCharactersInRegex: what a page leaves out
const hiding = /[<&%\\*_`~+\u0000-\u0008\u000b\u000c\u000e-\u001f\u00a0\u00ad\u200b-\u200d\u2060\ufeff]/;

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** All ways in which a character is written. */
const writings = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  const hex = anyCase(code.toString(16));
  const named = entities[character] ?? [];
  const bytes = [...Buffer.from(character)].map((byte) => `%${anyCase(byte.toString(16).padStart(2, "0"))}`).join("");
  const forms = [
    literal(character),
    `&#0{0,6}${code};?`,
    `&#[xX]0{0,6}${hex};?`,
    ...named.map((name) => `&${name};?`),
    bytes,
    ...(character === " " ? ["\\+", "\\u00a0"] : []),
  ];
  // A backslash before it, as in JSON, a string or Markdown, says no more.
  const escaped = /[\p{L}\p{N}\s]/u.test(character) ? "" : "\\\\{0,8}";
  return `${escaped}(?:${forms.join("|")})`;
};

const anyCase = (hex: string): string => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const entities: Readonly<Record<string, readonly string[]>> = {
  "&": ["amp"],
  "<": ["lt"],
  ">": ["gt"],
  '"': ["quot"],
  "'": ["apos"],
  " ": ["nbsp"],
  "!": ["excl"],
  "#": ["num"],
  $: ["dollar"],
  "%": ["percnt"],
  "(": ["lpar"],
  ")": ["rpar"],
  "*": ["ast", "midast"],
  "+": ["plus"],
  ",": ["comma"],
  ".": ["period"],
  "/": ["sol"],
  ":": ["colon"],
  ";": ["semi"],
  "=": ["equals"],
  "?": ["quest"],
  "@": ["commat"],
  "[": ["lbrack", "lsqb"],
  "\\": ["bsol"],
  "]": ["rbrack", "rsqb"],
  "^": ["Hat"],
  _: ["lowbar"],
  "`": ["grave"],
  "{": ["lbrace", "lcub"],
  "|": ["vert", "verbar"],
  "}": ["rbrace", "rcub"],
};

// What a text's own bytes make of base64 where 0, 1 or 2 bytes (modulo 3) stand before it, as in `user:password`; also
// over several lines, and as URLs have it.
const base64Patterns = (text: string): readonly string[] => {
  const markup = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const forms = new Set([text, markup, markup.replaceAll('"', "&quot;"), JSON.stringify(text).slice(1, -1)]);
  return [...forms].flatMap((form) =>
    [0, 1, 2]
      .map((offset) => base64Within(form, offset))
      .filter((digits) => digits.length >= 8)
      .map((digits) => [...digits].map(digitWritings).join("(?:\\s|\\\\n)*")),
  );
};

const base64Within = (text: string, offset: number): string => {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  return bytes.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
};

const digitWritings = (digit: string): string => {
  if (digit === "+") return "(?:[-+]|%2[bB]|&#43;|&plus;)";
  return digit === "/" ? "(?:\\\\?/|_|%2[fF]|&#47;|&sol;)" : digit;
};
