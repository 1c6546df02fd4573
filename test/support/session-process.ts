import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Completeness, Completion, ExecuteReply, Inspection, SessionOutput } from "../../src/session/index.ts";

/** What a cell put out and how it ended. */
export interface Ran {
  readonly reply: ExecuteReply;
  readonly outputs: readonly SessionOutput[];
  /** The text/plain of the result; undefined where it shows none. */
  readonly result: string | undefined;
  /** All text on stdout and on stderr. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A session in a process of its own. */
export interface SessionProcess {
  run(code: string, options?: { readonly silent?: boolean }): Promise<Ran>;
  complete(code: string, cursor?: number): Promise<Completion>;
  inspect(code: string, cursor: number, detail?: 0 | 1): Promise<Inspection>;
  isComplete(code: string): Promise<Completeness>;
  interrupt(): void;
  /** Resolves with the next output that matches, whichever cell it belongs to. */
  output(matches: (output: SessionOutput) => boolean): Promise<{ output: SessionOutput; tag: unknown }>;
  close(): Promise<void>;
}

type Message = {
  readonly id?: number;
  readonly result?: unknown;
  readonly output?: SessionOutput;
  readonly tag?: unknown;
};

export const startSession = async (
  root: string,
  cwd: string,
  { types = false }: { readonly types?: boolean } = {},
): Promise<SessionProcess> => {
  const child = fork(join(root, "test/support/session-child.js"), [cwd, ...(types ? ["types"] : [])], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<number, (result: unknown) => void>();
  const listeners = new Set<(message: Message) => void>();
  const ready = new Promise<unknown>((resolve) => waiting.set(0, resolve));
  child.on("message", (message: Message) => {
    for (const listener of listeners) listener(message);
    if (message.id !== undefined) waiting.get(message.id)?.(message.result);
  });
  const end = ended(child);
  end.catch(() => {});
  await Promise.race([ready, end]);
  let count = 0;
  const call = (method: string, ...args: unknown[]): Promise<unknown> => {
    const id = ++count;
    const result = new Promise((resolve) => waiting.set(id, resolve));
    child.send({ id, method, args });
    return Promise.race([result, end]);
  };
  let executionCount = 0;
  return {
    run: async (code, options = {}) => {
      const tag = ++executionCount;
      const outputs: SessionOutput[] = [];
      const listener = (message: Message) => {
        if (message.output && message.tag === tag) outputs.push(message.output);
      };
      listeners.add(listener);
      const reply = (await call("execute", { code, executionCount, tag, ...options })) as ExecuteReply;
      listeners.delete(listener);
      return {
        reply,
        outputs,
        result: resultOf(outputs),
        stdout: textOf(outputs, "stdout"),
        stderr: textOf(outputs, "stderr"),
      };
    },
    complete: (code, cursor = code.length) => call("complete", code, cursor) as Promise<Completion>,
    inspect: (code, cursor, detail = 0) => call("inspect", code, cursor, detail) as Promise<Inspection>,
    isComplete: (code) => call("isComplete", code) as Promise<Completeness>,
    interrupt: () => void call("interrupt"),
    output: (matches) =>
      new Promise((resolve) => {
        const listener = ({ output, tag }: Message) => {
          if (!output || !matches(output)) return;
          listeners.delete(listener);
          resolve({ output, tag });
        };
        listeners.add(listener);
      }),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
};

const ended = async (child: ChildProcess): Promise<never> => {
  const [code, signal] = await once(child, "exit");
  throw new Error(`the session's process ended with ${code ?? signal}`);
};

const resultOf = (outputs: readonly SessionOutput[]): string | undefined => {
  const result = outputs.find((output) => output.output_type === "execute_result");
  return result && String(result.data["text/plain"]);
};

const textOf = (outputs: readonly SessionOutput[], name: string): string =>
  outputs.map((output) => (output.output_type === "stream" && output.name === name ? output.text : "")).join("");
