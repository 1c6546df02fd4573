import type { Variables } from "../session/index.ts";
import type { InterruptSignal } from "../session/interrupt/index.ts";
import type { KeptValues, ValueGroup } from "./stale/types.ts";
import type { ExecuteReply, RunAccess, SessionOutput } from "./types.ts";

/** A cell to execute; its place in the notebook comes back with its outputs. */
export interface WorkerCell {
  readonly code: string;
  readonly executionCount: number;
  /** As it stands in traces. */
  readonly cellName: string;
  readonly index: number;
  /** What to keep of it when it ended ok; what it reads and writes is told only where this is given. */
  readonly keep?: KeepOrder | undefined;
}

/** Which of a cell's variables to store, and where. */
export interface KeepOrder {
  /** Variables that it defines or may change. */
  readonly names: readonly string[];
  /** Those of them that were there before and that it may have changed. */
  readonly changes: readonly string[];
  /** Those that its imports and declarations make again. */
  readonly imports: readonly string[];
  readonly declarations: readonly string[];
  /** The folder of the cache. */
  readonly cache: string;
  /** Bytes above which values are not stored. */
  readonly limit: number;
}

/** What is told of a cell beside its reply. */
export interface KeptCell {
  /** Undefined where the cell did not end ok. */
  readonly values: KeptValues | undefined;
  readonly accesses: readonly RunAccess[];
}

/** What to make again of a cell that does not run. */
export interface RestoreOrder {
  readonly index: number;
  readonly source: string;
  readonly cellName: string;
  /** Names that its imports and declarations make. */
  readonly again: readonly string[];
  readonly groups: readonly ValueGroup[];
  readonly cache: string;
}

/** What the runner tells the process in which a notebook's cells run. */
export type ToWorker =
  | {
      readonly type: "open";
      readonly cwd: string;
      readonly env: Readonly<Record<string, string>>;
    }
  /** `turn` counts executions from 1; an interrupt names the one that it is for, and hits no other. */
  | ({ readonly type: "execute"; readonly turn: number } & WorkerCell)
  | ({ readonly type: "restore" } & RestoreOrder)
  | { readonly type: "close" };

/** What that process tells the runner. Outputs of a cell come before its `replied`. */
export type FromWorker =
  | { readonly type: "opened" }
  | { readonly type: "refused"; readonly message: string }
  | { readonly type: "output"; readonly output: SessionOutput; readonly index?: number | undefined }
  | { readonly type: "replied"; readonly reply: ExecuteReply; readonly kept?: KeptCell | undefined }
  | { readonly type: "restored"; readonly problem?: string | undefined };

/** The part of a session that the runner uses. */
export interface RunnableSession {
  execute(cell: {
    readonly code: string;
    readonly executionCount: number;
    readonly cellName: string;
    readonly tag: unknown;
    readonly silent?: boolean;
  }): Promise<ExecuteReply>;
  /** Not every session gives them; without them no values are kept. */
  readonly variables?: Variables;
  interrupt(): void;
  close(): Promise<void>;
}

/** What a session module exports. */
export interface SessionModule {
  createSession(options: {
    readonly cwd: string;
    /** `tag` is the one of the cell that made the output, also where its timers made it later. */
    readonly onOutput: (output: SessionOutput, tag: unknown) => void;
    /** Hears of child processes that no cell waits for. */
    readonly onChild: (pid: number, alive: boolean) => void;
    /** Shared with the control thread, which interrupts. */
    readonly interrupts: InterruptSignal;
  }): Promise<RunnableSession>;
}

/** What the worker's main thread tells its control thread of a child process that no cell waits for. */
export interface ChildNews {
  readonly pid: number;
  readonly alive: boolean;
}

/** The file descriptor in the worker on which a byte asks for an interrupt and whose end tells that the runner is gone. */
export const controlDescriptor = 4;
/** The file descriptor in the worker to which it writes what it tells the runner, a JSON text a line. It blocks where the runner does not read. */
export const messageDescriptor = 5;
