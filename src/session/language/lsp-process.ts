import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { encodeFrame, frameReader, type RpcMessage } from "./lsp-frames.ts";

/** A language server in a process of its own, which ends when this process does, however that happens: its stdin closes. */
export interface LspProcess {
  readonly pid: number | undefined;
  /** The result. Rejects where the server answers with an error, or ends first. One that takes too long is ended. */
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** How it ended, in words, once it has. */
  readonly ended: Promise<string>;
  close(): void;
}

export interface LspOptions {
  readonly executable: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Milliseconds after which a request that is not answered ends the server. */
  readonly patience: number;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/** Starts a language server that speaks over its standard input and output. It does not keep this process alive. */
export const startLspProcess = ({ executable, args, cwd, patience }: LspOptions): LspProcess => {
  // A process group of its own: an interrupt from the terminal is not meant for it.
  const child = spawn(executable, args, { cwd, stdio: ["pipe", "pipe", "ignore"], detached: true, windowsHide: true });
  const waiting = new Map<number, Waiting>();
  const send = (message: RpcMessage): void => void child.stdin.write(encodeFrame(message));
  const kill = (): void => void child.kill("SIGKILL");
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  ended.then((how) => {
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(new Error(`the language server ended with ${how}`));
    }
    waiting.clear();
  });
  child.stdin.on("error", () => {});
  receive(child, (message) => answer(message, waiting, send), kill);
  release(child);
  let count = 0;
  return {
    pid: child.pid,
    request: (method, params) => {
      const id = ++count;
      const result = new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject, timer: setTimeout(kill, patience).unref() });
      });
      send({ id, method, params });
      return result;
    },
    notify: (method, params) => send({ method, params }),
    ended,
    close: () => void child.stdin.end(),
  };
};

/** Reads messages. A handler that V8 stopped half-way, with an interrupt of the cell, leaves the stream out of step: the server goes. */
const receive = (child: ChildProcess, handle: (message: RpcMessage) => void, kill: () => void): void => {
  const read = frameReader();
  let reading = false;
  child.stdout?.on("data", (chunk: Buffer) => {
    if (reading) return kill();
    reading = true;
    try {
      for (const message of read(chunk)) handle(message);
    } catch {
      return kill();
    }
    reading = false;
  });
};

const answer = (message: RpcMessage, waiting: Map<number, Waiting>, send: (message: RpcMessage) => void): void => {
  const { id, method, result, error } = message;
  if (method !== undefined) {
    // It asks for settings and registers watchers: it has what it needs.
    if (id !== undefined && id !== null) send({ id, result: null });
    return;
  }
  const request = waiting.get(Number(id));
  if (!request) return;
  waiting.delete(Number(id));
  clearTimeout(request.timer);
  if (error) request.reject(new Error(error.message));
  else request.resolve(result);
};

const release = (child: ChildProcess): void => {
  child.unref();
  for (const stream of [child.stdin, child.stdout]) (stream as Socket | null)?.unref();
};
