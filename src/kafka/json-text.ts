/** Where a text stops being JSON. */
export interface JsonFault {
  /** In UTF-16 units from 0. */
  readonly position: number;
  readonly message: string;
}

/** A JSON value as it is written: which characters it takes, and what is in it. */
export interface JsonSpan {
  readonly kind: "object" | "array" | "string" | "number" | "true" | "false" | "null";
  readonly start: number;
  readonly end: number;
  /** An object's members in order, names decoded. */
  readonly members: readonly { readonly name: string; readonly value: JsonSpan }[];
  readonly items: readonly JsonSpan[];
}

const deepest = 1000;
const space = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a string must not hold them
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;
const none: readonly never[] = [];

/** Reads JSON (RFC 8259) without changing how its values are written, or says where it is none. Nesting is bounded. */
export const readJson = (text: string): { readonly root: JsonSpan } | { readonly fault: JsonFault } => {
  let at = 0;
  const take = (expression: RegExp): string | undefined => {
    expression.lastIndex = at;
    const found = expression.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const fail = (expected: string): never => {
    const found = at < text.length ? `found ${JSON.stringify(text[at])}` : "found the end";
    throw new Fault(at, `expected ${expected}, ${found}`);
  };
  const expect = (character: string): void => {
    if (text[at] !== character) fail(JSON.stringify(character));
    at++;
  };

  const value = (depth: number): JsonSpan => {
    if (depth > deepest) throw new Fault(at, `nested deeper than ${deepest}`);
    const start = at;
    const first = text[at];
    if (first === "{") return object(start, depth);
    if (first === "[") return array(start, depth);
    const kind = first === '"' ? "string" : /[-\d]/.test(first ?? "") ? "number" : undefined;
    const found = take(kind === "string" ? string : kind === "number" ? number : literal);
    if (found === undefined) return kind === "string" ? fail("a complete string") : fail("a value");
    return { kind: kind ?? (found as "true"), start, end: at, members: none, items: none };
  };

  const object = (start: number, depth: number): JsonSpan => {
    const members: { name: string; value: JsonSpan }[] = [];
    list("}", () => {
      const name = take(string) ?? fail("a member's name in double quotes");
      take(space);
      expect(":");
      take(space);
      members.push({ name: JSON.parse(name) as string, value: value(depth + 1) });
    });
    return { kind: "object", start, end: at, members, items: none };
  };

  const array = (start: number, depth: number): JsonSpan => {
    const items: JsonSpan[] = [];
    list("]", () => items.push(value(depth + 1)));
    return { kind: "array", start, end: at, members: none, items };
  };

  const list = (close: string, item: () => void): void => {
    at++;
    take(space);
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      item();
      take(space);
      if (text[at] === close) break;
      if (text[at] !== ",") fail(`"," or "${close}"`);
      at++;
      take(space);
    }
    at++;
  };

  try {
    take(space);
    const root = value(0);
    take(space);
    if (at < text.length) fail("the end");
    return { root };
  } catch (error) {
    if (error instanceof Fault) return { fault: { position: error.position, message: error.message } };
    throw error;
  }
};

class Fault extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

/** Valid JSON without the white space between its tokens, so on one line; names, strings and numbers stay as they are written. */
export const compactJson = (text: string): string =>
  /\s/.test(text) ? text.replace(/("(?:[^"\\]|\\.)*")|[ \t\n\r]+/gs, (_, kept?: string) => kept ?? "") : text;
