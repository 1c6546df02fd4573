import { setTimeout as pause } from "node:timers/promises";
import type { Question, ToCells } from "./link.ts";
import type { Message } from "./wire.ts";

/** What the channels' thread knows of the thread that runs cells, and how it asks that one. */
export interface Program {
  /** A request was passed on to it. */
  sent(request: Message): void;
  /** It has begun with the cell of a request. */
  begun(id: string): void;
  /** It is done with a request. */
  done(id: string): void;
  /** The cells that wait to run, in order. */
  ahead(): readonly string[];
  /** Resolves once it is done with all that was sent, or is found to take its time. */
  settled(): Promise<void>;
  /** What it answers once it is settled; undefined where a cell keeps it from answering. */
  ask<T>(question: Question): Promise<T | undefined>;
  /** What it answers, however long a cell keeps it. */
  askPatiently<T>(question: Question): Promise<T | undefined>;
  /** Takes its answer to a question. */
  answered(number: number, value: unknown): void;
}

/** Milliseconds: what takes longer takes its time; how long an answer may take, and how long while a request is open. */
const soon = 50;
const patience = 800;
const shortPatience = 150;

export const createProgram = (tell: (message: ToCells) => void): Program => {
  const open = new Map<string, { readonly since: number; readonly code: string; begun: boolean }>();
  const waiting = new Map<number, (value: unknown) => void>();
  const idle = new Set<() => void>();
  let count = 0;
  /** It has left a question unanswered: others would only pile up. */
  let deaf = false;
  const settled = async (): Promise<void> => {
    const [oldest] = open.values();
    const left = oldest ? soon - (performance.now() - oldest.since) : 0;
    if (left <= 0) return;
    let drained = () => {};
    const done = new Promise<void>((resolve) => {
      drained = resolve;
    });
    idle.add(drained);
    await Promise.race([done, pause(left, undefined, { ref: false })]);
    idle.delete(drained);
  };
  const put = (question: Question): Promise<unknown> => {
    const number = ++count;
    return new Promise((resolve) => {
      waiting.set(number, resolve);
      tell({ kind: "question", number, question });
    });
  };
  return {
    sent: ({ header, content }) => {
      const code = header.msg_type === "execute_request" && typeof content.code === "string" ? content.code : "";
      open.set(header.msg_id, { since: performance.now(), code, begun: code === "" });
    },
    begun: (id) => void Object.assign(open.get(id) ?? {}, { begun: true }),
    done: (id) => {
      open.delete(id);
      deaf = false;
      if (open.size === 0) for (const drained of [...idle]) drained();
    },
    ahead: () => [...open.values()].filter(({ begun }) => !begun).map(({ code }) => code),
    settled,
    ask: async <T>(question: Question) => {
      await settled();
      if (deaf) return undefined;
      const late = pause(open.size > 0 ? shortPatience : patience, put, { ref: false });
      const answer = await Promise.race([put(question), late]);
      if (answer === put) deaf = true;
      return answer === put ? undefined : (answer as T | undefined);
    },
    askPatiently: async <T>(question: Question) => (await put(question)) as T | undefined,
    answered: (number, value) => {
      deaf = false;
      waiting.get(number)?.(value);
      waiting.delete(number);
    },
  };
};
