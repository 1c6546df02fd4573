import { basename, dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../../errors.ts";
import { notebookGraph, notebookNeeds, orderNotebooks } from "../../notebook/graph/index.ts";
import { localSources } from "../../session/imports/index.ts";
import { saveText } from "../save.ts";
import type { RunResult } from "../types.ts";
import { watchFolders } from "./folders.ts";
import { readWatched, type Watched } from "./watched.ts";

/** What a watch did about one notebook. */
export type WatchEvent =
  | { readonly type: "reran"; readonly file: string; readonly result: RunResult }
  /** It cannot be read or run as it is; the watch goes on. */
  | { readonly type: "problem"; readonly file: string; readonly message: string }
  /** All is up to date, and the next edit is waited for. */
  | { readonly type: "waiting" };

export interface WatchOptions {
  readonly files: readonly string[];
  /** Ends the watch; a run that goes on is cancelled. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: WatchEvent) => void;
  /** Reruns what is stale of a notebook. */
  readonly rerun: (file: string, signal: AbortSignal) => Promise<RunResult>;
  /** Milliseconds without a change after which an edit is taken for complete; 100 unless given. */
  readonly quiet?: number;
}

/** Does what watchNotebooks says. */
export const watchAll = async (options: WatchOptions): Promise<void> => {
  const { files, signal, onEvent, quiet = 100 } = options;
  const state: State = { done: new Map(), running: undefined };
  const folders = watchFolders(() => noticeEdit(state), quiet);
  try {
    folders.set(files.map((file) => dirname(file)));
    let isIdle = false;
    while (!signal.aborted) {
      const found = await Promise.all(files.map((file) => lookWhole(file, state, quiet, signal)));
      if (signal.aborted) break;
      folders.set([...files.map((file) => dirname(file)), ...found.flatMap((one) => one?.folders ?? [])]);
      for (const one of found) if (one && "problem" in one) report(one, state, onEvent);
      const readable = found.filter((one) => one !== undefined && "key" in one);
      const due = dueOf(readable, state);
      for (const one of due) await rerunOne(one, state, options);
      if (signal.aborted) break;
      if (due.length > 0) isIdle = false;
      if (due.length > 0) continue;
      if (!isIdle) onEvent({ type: "waiting" });
      isIdle = true;
      await folders.settled(signal);
    }
  } finally {
    folders.close();
  }
};

interface Problem {
  readonly file: string;
  readonly problem: string;
  readonly folders: readonly string[];
}

interface State {
  /** What was run last of each notebook, or what was in the way. */
  readonly done: Map<string, string>;
  running: { readonly watched: Watched; readonly abort: AbortController; edit: string | undefined } | undefined;
}

const look = (file: string): Watched | Problem => {
  try {
    return readWatched(file);
  } catch (error) {
    return { file, problem: messageOf(error), folders: [dirname(file)] };
  }
};

// Who writes a file in place leaves it empty or half for a moment, which is not worth a word.
const lookWhole = async (
  file: string,
  { done }: State,
  quiet: number,
  signal: AbortSignal,
): Promise<Watched | Problem> => {
  let found = look(file);
  for (let tries = 10; "problem" in found && done.get(file) !== noteOf(found) && tries > 0; tries--) {
    await delay(quiet, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    found = look(file);
  }
  return found;
};

const noteOf = ({ problem }: Problem): string => `problem ${problem}`;

const report = (found: Problem, { done }: State, onEvent: WatchOptions["onEvent"]): void => {
  const { file, problem } = found;
  if (done.get(file) === noteOf(found)) return;
  done.set(file, noteOf(found));
  onEvent({ type: "problem", file, message: problem });
};

// Those that were edited and those that may read what these write, in order of need.
const dueOf = (all: readonly Watched[], { done }: State): readonly Watched[] => {
  if (all.every(({ file, key }) => done.get(file) === key)) return [];
  const graph = notebookGraph(
    all.map(({ file, notebook }) => ({ name: basename(file), notebook, moduleOf: localSources(dirname(file)) })),
  );
  const needs = notebookNeeds(graph);
  const due = new Set<number>();
  const order = orderNotebooks(graph);
  for (const at of order) {
    const one = all[at];
    if (one && (done.get(one.file) !== one.key || needs[at]?.some((need) => due.has(need)))) due.add(at);
  }
  return order.filter((at) => due.has(at)).flatMap((at) => all[at] ?? []);
};

const rerunOne = async (watched: Watched, state: State, options: WatchOptions): Promise<void> => {
  if (options.signal.aborted) return;
  const abort = new AbortController();
  const signal = AbortSignal.any([options.signal, abort.signal]);
  const running = { watched, abort, edit: undefined as string | undefined };
  state.running = running;
  state.done.set(watched.file, watched.key);
  try {
    const result = await options.rerun(watched.file, signal);
    if (running.edit === undefined) options.onEvent({ type: "reran", file: watched.file, result });
  } catch (error) {
    // An edit that came before the run could read it: it is looked at again.
    if (isEdited(watched)) state.done.delete(watched.file);
    else options.onEvent({ type: "problem", file: watched.file, message: messageOf(error) });
  } finally {
    state.running = undefined;
  }
  // The run saved over it.
  if (running.edit === undefined) return;
  await saveText(watched.file, running.edit);
  state.done.delete(watched.file);
};

const isEdited = ({ file, key }: Watched): boolean => {
  const now = look(file);
  return "problem" in now || now.key !== key;
};

const noticeEdit = ({ running }: State): void => {
  if (!running) return;
  const now = look(running.watched.file);
  if (!("code" in now) || now.code === running.watched.code) return;
  running.edit = now.text;
  running.abort.abort();
};
