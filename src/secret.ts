import { inspect } from "node:util";

// On the global object: a program may hold two copies of this package. Shorter ones would be found in any text.
const key = Symbol.for("pinbook.secrets");
const holder = globalThis as { [key]?: Set<string> };
holder[key] ??= new Set();
const known: Set<string> = holder[key];
const shortest = 6;

/** A credential that prints as `***` wherever it is shown, logged or serialised; `reveal()` gives it to the client that needs it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    if (value.length >= shortest) known.add(value);
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

/** Writes `***` for each of these credentials, also where it stands as in JSON, HTML, a URL or base64. Those of fewer than 6 characters stay: any text holds them. */
export const maskerOf = (secrets: readonly Secret[]): ((text: string) => string) => {
  const forms = secrets.map((secret) => secret.reveal()).filter((value) => value.length >= shortest);
  const found = [...new Set(forms.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  if (found.length === 0) return (text) => text;
  const pattern = new RegExp(found.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|"), "g");
  return (text) => text.replace(pattern, "***");
};

const formsOf = (value: string): readonly string[] => {
  const markup = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = ["&quot;", "&#34;"].map((quote) => markup.replaceAll('"', quote));
  return [
    value,
    markup,
    ...quoted,
    ...quoted.flatMap((text) => ["&#39;", "&#x27;"].map((quote) => text.replaceAll("'", quote))),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll("%20", "+"),
    ...[0, 1, 2].map((offset) => base64Within(value, offset)).filter((form) => form.length >= 8),
  ];
};

// What the text's own bytes make of base64 where `offset` bytes (modulo 3) stand before it, as in `user:password`.
const base64Within = (value: string, offset: number): string => {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  return bytes.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
};

/** Whether a text is or holds a credential that this process has. */
export const isSecretText = (text: string): boolean => {
  for (const secret of known) if (text.includes(secret)) return true;
  return false;
};
