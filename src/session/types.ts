import type { JsonObject, MimeBundle, Output } from "../notebook/index.ts";
import type { CommMessage } from "./comms.ts";
import type { LiveCompletion } from "./complete.ts";
import type { FrontEndOptions } from "./front-end.ts";
import type { InterruptSignal } from "./interrupt-signal.ts";
import type { CellTypes } from "./language/cell-types.ts";
import type { Outside } from "./stale/outside.ts";
import type { Variables } from "./variables.ts";

/** What a cell puts out: an output of the notebook, or an instruction about earlier ones. */
export type SessionOutput =
  | Output
  | { readonly output_type: "clear_output"; readonly wait: boolean }
  | {
      readonly output_type: "update_display_data";
      readonly displayId: string;
      readonly data: MimeBundle;
      readonly metadata: JsonObject;
    };

export interface SessionOptions extends FrontEndOptions {
  /** The notebook's folder: imports resolve from it. */
  readonly cwd: string;
  /** Gets every output in order. `tag` is what the cell was executed with, also for output that its timers make later. */
  readonly onOutput: (output: SessionOutput, tag: unknown) => void;
  readonly log?: (line: string) => void;
  /** The notebook's file where it is known: gives `%stale` and `%rerun` the order of its cells, and edits that were saved. */
  readonly notebookFile?: string | undefined;
  /** Loaded with the first cell of which the front end tells what it is: lets `%stale` see data outside and versions of packages. */
  readonly outside?: (() => Promise<Outside>) | undefined;
  /**
   * Completes and inspects with types and shows type errors, by a TypeScript service in a process of its own that starts
   * with the first cell. Off by default: then it starts only for cells that `%check on` checks. Given an object, that one
   * learns of the cells, shows type errors and is asked for types; the session tells of values alone.
   */
  readonly types?: boolean | CellTypes;
  /** Shared with another thread, which interrupts this one by interruptMainThread. */
  readonly interrupts?: InterruptSignal;
  /** Hears of child processes that no cell waits for, as they start and end: `awaitedChildren` wants to know them. */
  readonly onChild?: (pid: number, alive: boolean) => void;
}

/** What a person set by magics; to be read anew for each cell. */
export interface SessionSettings {
  /** What type errors do: stop the cell, show beside its output, or are not looked for. */
  check: "on" | "warn" | "off";
}

export interface ExecuteRequest {
  readonly code: string;
  readonly executionCount: number;
  /** As it stands in traces; `Cell [executionCount]` by default. */
  readonly cellName?: string;
  /** Shows no result; streams, displays and errors still come. */
  readonly silent?: boolean;
  /** The notebook's cell that it is, where the front end tells. */
  readonly cellId?: string | undefined;
  /** Runs beside cells that await, not after them. */
  readonly beside?: boolean;
  /** Handed to onOutput with each output of this cell. */
  readonly tag?: unknown;
  /** Evaluated after a cell that ended well; their values come with the reply. */
  readonly userExpressions?: Readonly<Record<string, string>>;
}

/** How a cell ended. All its outputs, the error's too, have reached onOutput by then. */
export type ExecuteReply =
  | { readonly status: "ok"; readonly userExpressions?: Readonly<Record<string, ExpressionReply>> }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

export type ExpressionReply =
  | { readonly status: "ok"; readonly data: MimeBundle; readonly metadata: JsonObject }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** Names that may replace code[cursorStart, cursorEnd). */
export interface Completion {
  readonly matches: readonly string[];
  readonly cursorStart: number;
  readonly cursorEnd: number;
  /** What is known of each match, in their order, where types are. */
  readonly types?: readonly CompletionType[];
}

/** What a match is (`function`, `property`, `keyword`, …) and its type or parameters, empty where they are not known. */
export interface CompletionType {
  readonly text: string;
  readonly type: string;
  readonly signature: string;
}

export interface Inspection {
  readonly found: boolean;
  readonly data: MimeBundle;
}

/** Whether code can run as it is; `indent` is what the next line starts with where it is incomplete. */
export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid";
  readonly indent: string;
}

/** Runs TypeScript cells in this thread, one after another, on one global scope. Offsets are in UTF-16 units. */
export interface Session {
  readonly settings: SessionSettings;
  /** The cells' variables from outside. */
  readonly variables: Variables;
  /** Runs a cell; calls queue. Never rejects: a cell that fails is a reply. */
  execute(request: ExecuteRequest): Promise<ExecuteReply>;
  /** Names at the cursor, from types and from the values that are there now; runs nothing that has side effects. */
  complete(code: string, cursor: number): Promise<Completion>;
  /** Signature, documentation and value, and at detail 1 the source, of the name at the cursor. */
  inspect(code: string, cursor: number, detail: 0 | 1): Promise<Inspection>;
  /** Like complete, from values alone, for types to be merged in elsewhere. May be called while a cell awaits. */
  completeValues(code: string, cursor: number): Promise<LiveCompletion>;
  inspectValues(code: string, cursor: number, detail: 0 | 1): Promise<Inspection>;
  /** Whether the running program has a name: a cell declared it, or it is on the global object. */
  isKnown(name: string): boolean;
  isComplete(code: string): Completeness;
  /** Abandons what the running cell awaits: it ends with the error `Interrupted`. A busy loop needs interruptMainThread from another thread. */
  interrupt(): void;
  /** Hands a comm message of the front end to its handler; what the handler puts out goes to onOutput with `tag`. Never rejects. */
  receiveComm(message: CommMessage, tag: unknown): Promise<void>;
  /** The open comms by id, of one target or of all. */
  comms(targetName?: string): Readonly<Record<string, { readonly target_name: string }>>;
  /** Gives console, process.stdout and the handlers of the process back. */
  close(): Promise<void>;
}
