import type { Output } from "../notebook/index.ts";
import type { CellEnd } from "./cell.ts";
import type { KeepOrder, KeptCell } from "./protocol.ts";
import type { RunAccess } from "./types.ts";
import type { WorkerProcess } from "./worker-process.ts";

/** A cell that does not run, with what it has from an earlier run. */
export interface KeptOutput {
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly remembered?: Remembered;
}

/** What a run of a notebook does beside executing cells: which it passes over, what it restores and remembers. */
export interface Steps {
  readonly kept: ReadonlyMap<number, KeptOutput>;
  /** Places of cells that stay as they are though they are not up to date: they were not asked for. */
  readonly left: ReadonlySet<number>;
  /** Whether no cell runs. */
  readonly isIdle: boolean;
  /** Whether the notebook's file tells of a run that was cut short, though its cells are up to date: it is then written. */
  readonly isUnsaved?: boolean;
  /** The process for the cells is on its way: loads beside it what the run needs. */
  begin?(): void;
  /** Writes down that the run began, so that who resumes it knows which cells it had to run. */
  mark(): Promise<void>;
  /** What a cell that was to run has already, where the cells above it turned out to have made what they made before. */
  spared?(index: number): KeptOutput | undefined;
  /** Makes what a cell needs of cells that do not run; gives what stands against it. */
  prepare(index: number, worker: Pick<WorkerProcess, "restore">): Promise<RestoreProblem | undefined>;
  /** What to keep of a cell that is about to run. */
  orderOf(index: number): KeepOrder | undefined;
  /** Takes in how a cell ended. */
  ended(index: number, end: EndedCell): Promise<Remembered | undefined>;
  /** The run is over. */
  close(outputsOf: (index: number) => readonly Output[]): void;
}

/** A value that could not be made again. */
export interface RestoreProblem {
  /** In a sentence without its full stop. */
  readonly what: string;
  /** Hashes of the snapshots that a new plan has to do without. */
  readonly lost: readonly string[];
}

/** What is remembered of a cell: its key, and what it read and wrote. */
export interface Remembered {
  readonly key: string;
  readonly accesses: readonly RunAccess[];
}

export interface EndedCell extends Pick<CellEnd, "status" | "durationMs"> {
  readonly kept: KeptCell | undefined;
  readonly executionCount: number;
  readonly outputs: readonly Output[];
}

/** A run that keeps nothing. */
export const noSteps: Steps = {
  kept: new Map(),
  left: new Set(),
  isIdle: false,
  mark: async () => {},
  prepare: async () => undefined,
  orderOf: () => undefined,
  ended: async () => undefined,
  close: () => {},
};
