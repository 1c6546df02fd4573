import { PinbookError } from "../errors.ts";
import type { Notebook } from "../notebook/index.ts";
import { paced } from "./paced.ts";
import type { RunJob } from "./prepare.ts";
import type { RunRecord } from "./record.ts";
import { writeRunOutputs } from "./run-outputs.ts";
import { makeRoom, newRunId, writeRecord } from "./run-record.ts";
import { holdNotebook, stateFolder } from "./run-state.ts";
import { savedNotebook } from "./saved-notebook.ts";
import { spaced } from "./spaced.ts";
import type { RunOptions, RunRecordFile, RunStatus } from "./types.ts";
import { pinbookVersion } from "./version.ts";

/** Keeps a run on disk: its notebook and its record, and that no other run saves to the same file. */
export interface Keeping {
  /** The run's id, where it has a record. */
  readonly id: string | undefined;
  /** Saves what is there now; a large notebook a little later, while the run goes on. Throws a PinbookError. */
  save(): Promise<void>;
  /** Saves the last state. */
  finish(end: { readonly status: RunStatus; readonly durationMs: number; readonly error?: string }): Promise<void>;
  close(): void;
}

/** A notebook's file that no other run saves to until it is released. */
export interface Held {
  /** Whether another run had it first: what the file held before may have changed. */
  readonly waited: boolean;
  /** To be said once the notebook could be saved: that there is no lock, and why. */
  readonly notice?: string;
  release(): Promise<void>;
}

/** Takes the file that a run saves to. Throws a usage error where another run has it, or waits, as the options say. */
export const holdOut = async (job: RunJob, options: RunOptions): Promise<Held> => {
  const home = homeOf(job, options);
  if (job.out === undefined || home === undefined) return { waited: false, release: async () => {} };
  let waited = false;
  const waiting = (holder: string): void => {
    waited = true;
    options.log?.(`${job.name}: waits until ${holder} has run it`);
  };
  const wait = options.ifRunning === "wait";
  try {
    const release = await holdNotebook(home, job.out, { wait, signal: options.signal, waiting });
    return { waited, release };
  } catch (error) {
    if (!isUnwritable(error) || options.home) throw error;
    const notice = `${job.name}: runs without a lock, for ${error.message}`;
    return { waited: false, notice, release: async () => {} };
  }
};

/** Saves the notebook as it is before the first cell, and starts the run's record. */
export const startKeeping = async (
  job: RunJob,
  record: RunRecord,
  options: RunOptions,
  held: Held,
): Promise<Keeping> => {
  const home = homeOf(job, options);
  const recorded = options.home !== false && (options.home || job.file !== undefined);
  const kept = recorded && home !== undefined ? startRecordFile(job, home, options) : undefined;
  const keeping = await keep(job, record, typeof kept === "string" ? undefined : kept);
  for (const notice of [held.notice, kept]) if (typeof notice === "string") options.log?.(notice);
  return keeping;
};

const homeOf = ({ file, out }: RunJob, { home }: RunOptions): string | undefined => {
  const place = file ?? out;
  return home || (place === undefined ? undefined : stateFolder(place));
};

/** Milliseconds between two writes of a run's record, which costs as much as the notebook of trivial cells. */
const recordEvery = 100;

/** Bytes up to which a notebook is saved before each cell begins. */
const small = 1 << 18;

const keep = async (job: RunJob, record: RunRecord, kept: KeptRecord | undefined): Promise<Keeping> => {
  const file = job.out === undefined ? undefined : savedNotebook(job.out);
  const begun = performance.now();
  let end: { readonly status: RunStatus; readonly durationMs: number; readonly error?: string } | undefined;
  const records = spaced(() => {
    const state = end ?? { status: "running", durationMs: performance.now() - begun };
    kept?.write({ ...state, cells: record.recordCells() });
  }, recordEvery);
  const write = async (): Promise<boolean> => {
    records.note(end !== undefined);
    const size = await file?.write(record.notebook());
    return size === undefined || size <= small;
  };
  const saver = paced(write);
  await saver.ask();
  return {
    id: kept?.id,
    save: () => saver.ask(),
    finish: async (how) => {
      end = how;
      await saver.finish();
      kept?.keepOutputs(record.notebook());
    },
    close: () => {
      records.stop();
      file?.close();
    },
  };
};

interface KeptRecord {
  readonly id: string;
  write(now: Pick<RunRecordFile, "status" | "durationMs" | "error" | "cells">): void;
  keepOutputs(notebook: Notebook): void;
}

// Or why there is none.
const startRecordFile = (job: RunJob, home: string, options: RunOptions): KeptRecord | string => {
  try {
    makeRoom(home);
  } catch (error) {
    if (options.home || !(error instanceof PinbookError)) throw error;
    return `${job.name}: no record of this run is kept, for ${error.message}`;
  }
  const now = new Date();
  const id = newRunId(now);
  const { name, file, out, parameters, given } = job;
  const fixed = {
    version: 1,
    id,
    batch: options.batch ?? id,
    name,
    ...(file === undefined ? {} : { file }),
    ...(out === undefined ? {} : { out }),
    pid: process.pid,
    startedAt: now.toISOString(),
    node: process.versions.node,
    pinbook: pinbookVersion(),
    parameters,
    given,
  } as const;
  return {
    id,
    write: (state) => writeRecord(home, { ...fixed, ...state }),
    keepOutputs: (notebook) => writeRunOutputs(home, id, notebook),
  };
};

const isUnwritable = (error: unknown): error is PinbookError =>
  error instanceof PinbookError &&
  ["EACCES", "EROFS", "EPERM", "ENOTDIR", "ENOENT"].includes(
    (error.cause as NodeJS.ErrnoException | undefined)?.code ?? "",
  );
