/** A text in lower case, each code point by itself by Unicode's simple mapping: İ is i, and Σ is σ at the end too. */
export const lowerCase = (text: string): string => (isAscii(text) ? text.toLowerCase() : each(text, lower));

/** A text in upper case, each code point by itself by Unicode's simple mapping: ß is ẞ, and ﬁ stays. */
export const upperCase = (text: string): string => (isAscii(text) ? text.toUpperCase() : each(text, upper));

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

const each = (text: string, map: (letter: string) => string): string => Array.from(text, map).join("");

/** Letters that Unicode has had in both cases only since version 16: engines know different versions, so they stay. */
const isLate = (letter: string): boolean =>
  /[\u019b\u0264\u1c89\u1c8a\ua7cb-\ua7cf\ua7d2-\ua7d5\ua7da-\ua7dd\u{10d50}-\u{10d85}\u{16ea0}-\u{16ed3}]/u.test(
    letter,
  );

const lower = (letter: string): string => {
  if (letter === "İ") return "i";
  return isLate(letter) ? letter : single(letter.toLowerCase(), letter);
};

const upper = (letter: string): string => {
  if (letter === "ß") return "ẞ";
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf && code % 16 < 8) return String.fromCodePoint(code + 8);
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCodePoint(code + 9);
  return isLate(letter) ? letter : single(letter.toUpperCase(), letter);
};

const single = (mapped: string, letter: string): string => (mapped.length <= letter.length ? mapped : letter);
