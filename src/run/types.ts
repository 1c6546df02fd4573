import type { Notebook } from "../notebook/index.ts";
import type { ExecuteReply, SessionOutput } from "../session/index.ts";
import type { Fingerprint, Selection } from "./stale/index.ts";

export type { ExecuteReply, SessionOutput };

/**
 * How a code cell ended. `cached`: what it made before still holds, so it did not run; `skipped`: by its tag;
 * `never-ran`: the run ended before its turn.
 */
export type CellStatus = "ok" | "failed" | "timed-out" | "died" | "cancelled" | "skipped" | "never-ran" | "cached";

/** How a run ended: as the cell that ended it did, `ok` where none did, `never-ran` where another notebook that it needs did not end ok. */
export type RunStatus = "ok" | "failed" | "timed-out" | "died" | "cancelled" | "never-ran";

/** A parameter's value: JSON, and what JSON has no form for. */
export type ParameterValue =
  | null
  | boolean
  | number
  | string
  | bigint
  | Date
  | readonly ParameterValue[]
  | { readonly [name: string]: ParameterValue };

/** What happened to one code cell. */
export interface CellResult {
  readonly id: string;
  /** Its place among all cells of the executed notebook, from 0. */
  readonly index: number;
  readonly status: CellStatus;
  /** Milliseconds; 0 where nothing ran. */
  readonly durationMs: number;
  /** What went wrong, one line. */
  readonly error?: string;
}

/** What a run did. */
export interface RunResult {
  readonly name: string;
  /** The run's own name in `.pinbook/runs`, where a record of it is kept. */
  readonly id?: string;
  readonly status: RunStatus;
  /** Whether failed cells were allowed, so that they do not count for the exit code. */
  readonly allowErrors: boolean;
  /** The executed notebook, as it was saved. */
  readonly notebook: Notebook;
  /** Code cells in order. */
  readonly cells: readonly CellResult[];
  readonly durationMs: number;
  /** What ended the run, one line, where its status is not ok. */
  readonly error?: string;
  /** Where the executed notebook was saved. */
  readonly out?: string;
  /** How many cells are stale and were not to run. */
  readonly left?: number;
}

/** What happens during a run, in order; `time` is in milliseconds since 1970. `index` is the cell's place among all cells. */
export type RunEvent = RunEventBody & { readonly time: number };

/** An event without its time. */
export type RunEventBody =
  | {
      readonly type: "run-started";
      readonly name: string;
      /** How many code cells there are. */
      readonly cells: number;
      readonly id?: string;
      readonly out?: string;
    }
  | {
      readonly type: "cell-started";
      readonly name: string;
      readonly index: number;
      readonly id: string;
      readonly executionCount: number;
      /** The cell's first line that says something. */
      readonly title: string;
    }
  | {
      readonly type: "output";
      readonly name: string;
      readonly index: number;
      readonly id: string;
      readonly output: SessionOutput;
    }
  | ({ readonly type: "cell-finished"; readonly name: string; readonly title: string } & CellResult)
  | {
      readonly type: "run-finished";
      readonly name: string;
      readonly status: RunStatus;
      readonly durationMs: number;
      readonly error?: string;
    };

/** What to run, and how. Either `file` or `notebook` is given. */
export interface RunOptions {
  /** The .ipynb file to run. */
  readonly file?: string;
  /** The notebook to run, where it is no file. */
  readonly notebook?: Notebook;
  /** The notebook's name in errors and events; the file's name unless given. */
  readonly name?: string;
  /** Where the executed notebook is saved after every cell: `file` itself unless given; nowhere for a `notebook`. */
  readonly out?: string;
  /** The folder in which the cells run: the file's own unless given. */
  readonly cwd?: string;
  /** Values for the notebook's parameters, injected after the cell tagged `parameters`; checked by the types that it declares. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Values as a person writes them on a command line, read by the declared types; they go before `parameters`. */
  readonly parameterTexts?: Readonly<Record<string, string>>;
  /** Seconds that each cell may take; a cell's `metadata.pinbook.timeout` goes before it. No limit unless given. */
  readonly timeout?: number;
  /** Seconds that the whole run may take. No limit unless given. */
  readonly runTimeout?: number;
  /** Seconds that a cell may go without output; a cell's `metadata.pinbook.idleTimeout` goes before it. No limit unless given. */
  readonly idleTimeout?: number;
  /** Seconds that an interrupted cell has to end before its process is killed; 3 unless given. */
  readonly grace?: number;
  /** Goes on after a cell that fails or times out, and does not count it for the exit code. */
  readonly allowErrors?: boolean;
  /** Characters of output that a cell may have; the rest is cut and a note says so. 10 million unless given. */
  readonly maxOutput?: number;
  /** Environment variables set for the cells beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Interrupts the running cell; those after it never run. */
  readonly signal?: AbortSignal;
  /** Ends the run at once: the cell's process is killed without the grace. */
  readonly killSignal?: AbortSignal;
  /** What to do while another run saves to the same file: refuse, as by default, or wait for its end. */
  readonly ifRunning?: "refuse" | "wait";
  /**
   * The folder of pinbook's state, where runs are recorded; `.pinbook` in the project of the notebook's file unless
   * given. False keeps no record; a `notebook` that is no file has one only where this is given.
   */
  readonly home?: string | false;
  /** Runs only what is stale of these cells, and what they need; all cells unless given. */
  readonly rerun?: Selection;
  /** What things are now that cells read or wrote: files are looked at without it. */
  readonly fingerprint?: Fingerprint;
  /** Bytes that the cache of values and outputs may have; 2 GiB unless given. */
  readonly cacheSize?: number;
  /** What runs of one command have in common, in their records; the run's own id unless given. */
  readonly batch?: string;
  readonly log?: (line: string) => void;
  readonly onEvent?: (event: RunEvent) => void;
  /** The built module with `createSession`; pinbook's own unless given. */
  readonly sessionModule?: string;
}

/** What is kept of a run in `.pinbook/runs/<id>.json`, all the while it runs: at most a tenth of a second behind. */
export interface RunRecordFile {
  readonly version: 1;
  readonly id: string;
  /** What the runs of one command have in common. */
  readonly batch: string;
  readonly name: string;
  /** The notebook's file, absolute; undefined where it was none. */
  readonly file?: string;
  readonly out?: string;
  /** The process that runs it. */
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly status: RunStatus | "running";
  readonly durationMs: number;
  readonly error?: string;
  readonly node: string;
  readonly pinbook: string;
  /** Every parameter with the text of its value in TypeScript: the value given, else its default. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Those of them that were given. */
  readonly given?: Readonly<Record<string, string>>;
  readonly cells: readonly RunRecordCell[];
}

/** A code cell in a run's record. */
export interface RunRecordCell {
  readonly id: string;
  readonly index: number;
  readonly title: string;
  /** SHA-256 of its code. */
  readonly code: string;
  /** Its code, where that is not too long. */
  readonly source?: string;
  /** It sets parameters that were given. */
  readonly injected?: true;
  /** `running` until it ended: in a record whose process is gone, the cell died with it. */
  readonly status: CellStatus | "running";
  readonly durationMs: number;
  readonly error?: string;
  readonly outputs: readonly OutputDigest[];
  /** What the cell's state hangs on: see staleness. */
  readonly key?: string;
  /** What it read and wrote outside the notebook. */
  readonly accesses?: readonly RunAccess[];
}

/** An output in a run's record: its hash, and its text where that is short. */
export interface OutputDigest {
  readonly type: "stream" | "display_data" | "execute_result" | "error";
  /** SHA-256 of its content. */
  readonly hash: string;
  /** Characters. */
  readonly size: number;
  readonly text?: string;
}

/** Something outside the notebook that a cell read or wrote. */
export interface RunAccess {
  readonly kind: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly write?: boolean;
  /** What the cell knew of it, for who finds the fingerprint out; it is not kept. */
  readonly hint?: string;
  /** Hash, in the cache, of what a list named. */
  readonly detail?: string;
}
