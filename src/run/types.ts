import type { Json, Notebook } from "../notebook/index.ts";
import type { ExecuteReply, SessionOutput } from "../session/index.ts";

export type { ExecuteReply, SessionOutput };

/** How a code cell ended. `skipped`: by its tag; `never-ran`: the run ended before its turn. */
export type CellStatus = "ok" | "failed" | "timed-out" | "died" | "cancelled" | "skipped" | "never-ran";

/** How a run ended: as the cell that ended it did, `ok` where none did. */
export type RunStatus = "ok" | "failed" | "timed-out" | "died" | "cancelled";

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
}

/** What happens during a run, in order. `index` is the cell's place among all cells. */
export type RunEvent =
  | { readonly type: "run-started"; readonly name: string; readonly cells: number }
  | {
      readonly type: "cell-started";
      readonly name: string;
      readonly index: number;
      readonly id: string;
      readonly executionCount: number;
    }
  | {
      readonly type: "output";
      readonly name: string;
      readonly index: number;
      readonly id: string;
      readonly output: SessionOutput;
    }
  | ({ readonly type: "cell-finished"; readonly name: string } & CellResult)
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
  /** Values for the notebook's parameters, injected after the cell tagged `parameters`. */
  readonly parameters?: Readonly<Record<string, Json>>;
  /** Seconds that each cell may take; a cell's `metadata.pinbook.timeout` goes before it. No limit unless given. */
  readonly timeout?: number;
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
  readonly log?: (line: string) => void;
  readonly onEvent?: (event: RunEvent) => void;
  /** The built module with `createSession`; pinbook's own unless given. */
  readonly sessionModule?: string;
}
