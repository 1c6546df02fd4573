/** A part of a JSON text: from before its first character to after its last. */
export interface JsonPart {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the values of an object's members are in a valid JSON text, by name; of a name that comes twice, the last, as JSON.parse has it.
 * It lets a value pass on as it was sent: parsing and printing would round large numbers.
 */
export const memberParts = (text: string, start = 0): ReadonlyMap<string, JsonPart> => {
  const members = new Map<string, JsonPart>();
  walk(text, start, (at) => {
    const nameEnd = endOf(text, at);
    const value = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = endOf(text, value);
    members.set(JSON.parse(text.slice(at, nameEnd)) as string, { start: value, end });
    return end;
  });
  return members;
};

/** Where the elements of an array are in a valid JSON text. */
export const elementParts = (text: string, start = 0): readonly JsonPart[] => {
  const elements: JsonPart[] = [];
  walk(text, start, (at) => {
    const end = endOf(text, at);
    elements.push({ start: at, end });
    return end;
  });
  return elements;
};

/** Calls `item` with the start of each item of the object or array at `start`; it gives back the item's end. */
const walk = (text: string, start: number, item: (at: number) => number): void => {
  let at = skipSpace(text, skipSpace(text, start) + 1);
  while (text[at] !== "}" && text[at] !== "]") {
    at = skipSpace(text, item(at));
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
};

const skipSpace = (text: string, from: number): number => match(/[ \t\r\n]*/y, text, from);

/** The end of the value at `from`. */
const endOf = (text: string, from: number): number => {
  if (text[from] === '"') return endOfString(text, from);
  if (text[from] !== "{" && text[from] !== "[") return match(/[^\s,\]}]+/y, text, from);
  let depth = 0;
  let at = from;
  do {
    if (text[at] === '"') at = endOfString(text, at);
    else {
      depth += text[at] === "{" || text[at] === "[" ? 1 : -1;
      at++;
    }
    if (depth > 0) at = match(plain, text, at);
  } while (depth > 0);
  return at;
};

const plain = /[^"{}[\]]*/y;

const endOfString = (text: string, from: number): number => {
  let quote = text.indexOf('"', from + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
};

const isEscaped = (text: string, at: number): boolean => {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
};

const match = (pattern: RegExp, text: string, from: number): number => {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
};
