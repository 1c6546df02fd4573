import { setTimeout as pause } from "node:timers/promises";
import type { JsonObject } from "../../src/notebook/index.ts";
import type { Header, Message } from "./wire.ts";

/** The question that the cells' thread waits on. */
export interface Question {
  readonly identities: readonly Uint8Array[];
  readonly parent: Header;
  readonly content: JsonObject;
}

/** The stdin channel: at most one question at a time, for the client that sent the cell. */
export interface Stdin {
  /** Sends a question. */
  ask(question: Question): void;
  /** Takes what came on the channel; an answer to no question, or of another client, is dropped. */
  receive(message: Message): void;
  /** Gives the question up. False where there is none. */
  cancel(): boolean;
}

interface StdinEffects {
  /** Sends an input_request and gives its header; not sent where the client is not connected to this channel. */
  readonly send: (question: Question) => { readonly header: Header; readonly sent: boolean };
  readonly answer: (value: string) => void;
  readonly unreachable: () => void;
  readonly log: (line: string) => void;
}

/** Milliseconds that a question waits for its client to connect, and between two attempts. */
const patience = 1000;
const step = 40;

export const createStdin = ({ send, answer, unreachable, log }: StdinEffects): Stdin => {
  let open: { readonly identities: readonly Uint8Array[]; readonly id: string } | undefined;
  const ask = async (question: Question, attempts: number): Promise<void> => {
    const { header, sent } = send(question);
    const asked = { identities: question.identities, id: header.msg_id };
    open = asked;
    if (sent) return;
    // A client that has just started may not be connected to this channel yet.
    if (attempts > 1) await pause(step);
    if (open !== asked) return;
    if (attempts > 1) return ask(question, attempts - 1);
    open = undefined;
    unreachable();
  };
  return {
    ask: (question) => void ask(question, patience / step),
    receive: ({ header, identities, parentHeader, content }) => {
      if (header.msg_type !== "input_reply") return log(`no answer to ${header.msg_type} on stdin`);
      // jupyter_client's answers name no parent.
      const parent = parentHeader.msg_id;
      const fits = open && sameIdentity(identities, open.identities) && (parent === undefined || parent === open.id);
      if (!fits) return log("dropped an input_reply that answers no question");
      open = undefined;
      answer(typeof content.value === "string" ? content.value : "");
    },
    cancel: () => {
      const was = open !== undefined;
      open = undefined;
      return was;
    },
  };
};

const sameIdentity = (a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean =>
  a.length === b.length && a.every((frame, i) => Buffer.compare(frame, b[i] ?? new Uint8Array()) === 0);
