import { inspect } from "node:util";
import { isCredentialName, isPlain, namedPatternOf, patternOf, plainPatternOf } from "./secret-pattern.ts";

// On the global object: a program may hold two copies of this package. Shorter ones would be found in any text.
const key = Symbol.for("pinbook.secrets");
const holder = globalThis as { [key]?: Set<string> };
holder[key] ??= new Set();
const known: Set<string> = holder[key];

/** Credentials of fewer characters are found in any text: they are hidden only where it says that they are credentials. */
export const shortestMasked = 6;
/** Those of fewer characters are not hidden at all. */
const shortestNamed = 3;

/** A credential that prints as `***` wherever it is shown, logged or serialised; `reveal()` gives it to the client that needs it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    if (value.length >= shortestMasked) known.add(value);
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "***";
  }

  toJSON(): string {
    return "***";
  }

  [inspect.custom](): string {
    return "***";
  }
}

/** Gives a text with its credentials hidden; `name` is that of the field that it is the value of. */
export type Mask = (text: string, name?: string) => string;

/**
 * Writes `***` for each of these credentials, however it is written: as in JSON, HTML, Markdown, a URL or base64, with tags or
 * colours in the middle, within a picture's data. Those of fewer than 6 characters any text may hold: they are hidden after
 * a name of a credential (`password: …`), in a field of such a name, and in addresses.
 */
export const maskerOf = (secrets: readonly Secret[]): Mask => {
  const values = [...new Set(secrets.map((secret) => secret.reveal()))];
  const long = longMasker(values.filter((value) => value.length >= shortestMasked));
  const short = values.filter((value) => value.length >= shortestNamed && value.length < shortestMasked);
  if (short.length === 0) return long;
  const named = new RegExp(short.map(namedPatternOf).join("|"), "gi");
  const isShort = (text: string): boolean => short.includes(text);
  return (text, name) => {
    if (name !== undefined && isShort(text.trim()) && isCredentialName(name)) return "***";
    const masked = long(text).replace(named, (...found) => `${firstText(found.slice(1))}***`);
    return masked.includes("asic ") ? withoutBasic(masked, isShort) : masked;
  };
};

const firstText = (groups: readonly unknown[]): string =>
  groups.find((group): group is string => typeof group === "string") ?? "";

// What a client sends as user and password.
const withoutBasic = (text: string, isShort: (text: string) => boolean): string =>
  text.replace(/\b(basic\s+)([\w+/-]{4,}={0,2})/gi, (all, head: string, token: string) => {
    const [, password] = /^[^:]*:([\s\S]*)$/.exec(Buffer.from(token, "base64").toString()) ?? [];
    return password !== undefined && isShort(password) ? `${head}***` : all;
  });

const longMasker = (values: string[]): Mask => {
  if (values.length === 0) return (text) => text;
  const longestFirst = values.sort((a, b) => b.length - a.length);
  const anyOf = (sources: readonly string[]): RegExp => new RegExp(sources.join("|"), "g");
  const [plain, spread] = [anyOf(longestFirst.map(plainPatternOf)), anyOf(longestFirst.map(patternOf))];
  const mask = (text: string): string => text.replace(isPlain(text) ? plain : spread, "***");
  return (text) => withMaskedData(mask(text), mask);
};

// A picture that is text itself: as it is when it is decoded.
const withMaskedData = (text: string, mask: (text: string) => string): string =>
  text.includes("data:image/svg")
    ? text.replace(/(data:image\/svg\+xml[^,"'\s)]{0,100},)([^"'\s)>]*)/g, (all, head: string, data: string) => {
        const isBase64 = /;base64,$/i.test(head);
        const source = isBase64 ? Buffer.from(decoded(data), "base64").toString() : decoded(data);
        const masked = mask(source);
        if (masked === source) return all;
        return head + (isBase64 ? Buffer.from(masked).toString("base64") : encodeURIComponent(masked));
      })
    : text;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Whether a text is or holds a credential that this process has. */
export const isSecretText = (text: string): boolean => {
  for (const secret of known) if (text.includes(secret)) return true;
  return false;
};
