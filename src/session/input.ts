/** What a cell asks the person in front of the notebook. */
export interface InputRequest {
  readonly prompt: string;
  /** The front end shows no characters. */
  readonly password: boolean;
}

/** Asks and waits for the answer, in the same thread; throws where nobody can be asked, and where it is interrupted. */
export type AskInput = (request: InputRequest) => string;

/** Nobody can be asked: the front end does not allow it, or there is none. */
export class StdinNotImplemented extends Error {
  override readonly name = "StdinNotImplemented";

  constructor(reason: string) {
    super(`${reason}: a cell cannot ask for input here. Put the value into the cell, a parameter or a file.`);
  }
}

/** The functions by which cells ask: browsers' and Deno's `prompt`, `confirm` and `alert`, and `password`. */
export interface InputFunctions {
  /** What was typed, `fallback` where that is empty. */
  prompt(message?: unknown, fallback?: unknown): string | null;
  /** Whether the answer begins with y. */
  confirm(message?: unknown): boolean;
  /** Waits until the message was acknowledged. */
  alert(message?: unknown): void;
  /** Like prompt, but what is typed stays hidden. */
  password(message?: unknown): string;
}

export const createInputFunctions = (ask: AskInput): InputFunctions => ({
  prompt: (message = "Prompt", fallback) => {
    const shown = fallback === undefined ? `${message} ` : `${message} [${fallback}] `;
    const answer = ask({ prompt: shown, password: false });
    return answer === "" && fallback !== undefined ? String(fallback) : answer;
  },
  confirm: (message = "Confirm") => /^\s*y/i.test(ask({ prompt: `${message} [y/N] `, password: false })),
  alert: (message = "Alert") => {
    ask({ prompt: `${message} [Enter] `, password: false });
  },
  password: (message = "Password:") => ask({ prompt: `${message} `, password: true }),
});

/** Makes the functions global, `password` as Jupyter.password; returns what takes them away again. */
export const installInput = (ask: AskInput): (() => void) => {
  const { password, ...functions } = createInputFunctions(ask);
  for (const [name, value] of Object.entries(functions))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
  const jupyter: unknown = Reflect.get(globalThis, "Jupyter");
  if (typeof jupyter === "object" && jupyter !== null) Object.assign(jupyter, { password });
  return () => {
    for (const name of Object.keys(functions)) Reflect.deleteProperty(globalThis, name);
  };
};
