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

/** Whether a text is or holds a credential that this process has. */
export const isSecretText = (text: string): boolean => {
  for (const secret of known) if (text.includes(secret)) return true;
  return false;
};
