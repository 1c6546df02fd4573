import type { JsonObject } from "../../src/notebook/index.ts";
import type { Header, Message } from "./wire.ts";

/** What the channels' thread tells the thread that runs cells. */
export type ToCells =
  | { readonly kind: "request"; readonly message: Message }
  | { readonly kind: "interrupt"; readonly number: number }
  | { readonly kind: "fence" }
  | { readonly kind: "ready" }
  | { readonly kind: "exit" };

/** What the thread that runs cells tells the channels' thread. */
export type ToChannels =
  | {
      readonly kind: "publish";
      readonly type: string;
      readonly content: JsonObject;
      readonly metadata: JsonObject;
      readonly parent: Header | Record<string, never>;
      /** Counted against what may be on its way. */
      readonly size: number;
    }
  | {
      readonly kind: "reply";
      readonly type: string;
      readonly content: JsonObject;
      readonly request: Message;
      /** Answer with a fence between the requests that came before this reply went out and those after. */
      readonly fence: boolean;
    }
  | { readonly kind: "flush" };

/** Numbers that both threads see, by their place in one Int32Array. */
export const shared = {
  /** Number of the execution that runs; 0 where none does. */
  running: 0,
  /** Number of the last interrupt that the cells' thread has seen. */
  interrupted: 1,
  /** Characters handed to the channels and not sent yet. */
  pending: 2,
  /** 1 once everything has been sent after "flush". */
  flushed: 3,
} as const;

export const sharedNumbers = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(16));

/** What the channels' thread is started with. */
export interface ChannelsData {
  readonly connectionFile: string;
  readonly numbers: Int32Array<SharedArrayBuffer>;
  readonly parentPid: number | undefined;
}
