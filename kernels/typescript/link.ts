import type { MessagePort } from "node:worker_threads";
import type { JsonObject } from "../../src/notebook/index.ts";
import type { InputRequest } from "../../src/session/index.ts";
import type { InterruptSignal } from "../../src/session/interrupt/index.ts";
import type { StartedCell, TypeProblem } from "../../src/session/language/index.ts";
import type { EncodedContent } from "./encode-content.ts";
import type { Header, Message } from "./wire.ts";

/** What the channels' thread tells the thread that runs cells. */
export type ToCells =
  | { readonly kind: "request"; readonly message: Message }
  | { readonly kind: "interrupt"; readonly number: number }
  | { readonly kind: "fence" }
  | { readonly kind: "question"; readonly number: number; readonly question: Question }
  | { readonly kind: "examined"; readonly id: number; readonly problems: readonly TypeProblem[] | undefined }
  | { readonly kind: "ready" }
  | { readonly kind: "exit" };

/** What the thread that runs cells tells the channels' thread. */
export type ToChannels =
  | {
      readonly kind: "publish";
      readonly type: string;
      readonly content: EncodedContent;
      readonly metadata: JsonObject;
      readonly buffers: readonly Uint8Array[];
      readonly parent: Header | Record<string, never>;
      /** Counted against what may be on its way. */
      readonly size: number;
    }
  | {
      readonly kind: "reply";
      readonly type: string;
      readonly content: JsonObject;
      /** The request that is answered, without what it holds. */
      readonly to: Pick<Message, "identities" | "header">;
      /** Answer with a fence between the requests that came before this reply went out and those after. */
      readonly fence: boolean;
    }
  | {
      readonly kind: "input";
      readonly request: InputRequest;
      readonly parent: Header;
      readonly identities: readonly Uint8Array[];
    }
  /** A child process that no cell waits for has started or ended. */
  | { readonly kind: "child"; readonly pid: number; readonly alive: boolean }
  | { readonly kind: "flush" }
  | AboutCells;

/** What the thread that runs cells tells so that the channels' thread can answer for it. */
export type AboutCells =
  | { readonly kind: "status"; readonly state: "busy" | "idle"; readonly parent: Header }
  /** An input for the history. */
  | { readonly kind: "entered"; readonly line: number; readonly input: string }
  /** A comm that was opened, or closed where it has no target. */
  | { readonly kind: "comm"; readonly id: string; readonly target: string | undefined }
  | { readonly kind: "answer"; readonly number: number; readonly value: unknown }
  | { readonly kind: "started" | "examine"; readonly cell: LinkedCell }
  | { readonly kind: "remove"; readonly id: number }
  | { readonly kind: "clear" };

/** What only the thread that runs cells knows. */
export type Question =
  | { readonly kind: "complete"; readonly code: string; readonly cursor: number }
  | { readonly kind: "inspect"; readonly code: string; readonly cursor: number; readonly detail: 0 | 1 }
  /** Which of the names the program has. */
  | { readonly kind: "known"; readonly names: readonly string[] };

/** A cell with the header of its request as its tag. */
export type LinkedCell = StartedCell & { readonly tag: Header | undefined };

/** Numbers that both threads see, by their place in one Int32Array. */
export const shared = {
  /** Number of the execution that runs; 0 where none does. */
  running: 0,
  /** Bytes handed to the channels and not sent yet. */
  pending: 1,
  /** 1 once everything has been sent after "flush". */
  flushed: 2,
  /** How far the input is that the cells' thread waits for, one of `inputState`. */
  input: 3,
  /** The process that started the kernel, which ends when that one is gone; 0 where it is not known. */
  parent: 4,
} as const;

export const inputState = { waiting: 0, answered: 1, interrupted: 2, unreachable: 3 } as const;

export const sharedNumbers = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(32));

/** What the channels' thread is started with. */
export interface ChannelsData {
  readonly connectionFile: string;
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly interrupts: InterruptSignal;
  /** Brings what was typed to the thread that waits for it. */
  readonly inputs: MessagePort;
  /** Bytes that V8 lets the heap of the cells' thread have. */
  readonly heapLimit: number;
}
