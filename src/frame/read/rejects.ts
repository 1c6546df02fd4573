import { appendFileSync } from "node:fs";
import { PinbookError } from "../../errors.ts";

/** A line or a row of a file that became no row of the frame. */
export interface Rejected {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: string;
  /** The line itself, its first 200 characters. */
  readonly text: string;
}

/** What becomes of what is rejected. */
export interface RejectOptions {
  /** Told of each as it is met. */
  readonly onReject?: (rejected: Rejected) => void;
  /** Fails at the first. */
  readonly strict?: boolean;
  /** A file on this machine to which each is appended as a line of JSON. */
  readonly deadLetters?: string;
}

/** The rejected lines of one reading. */
export interface Rejects {
  /** The first ten thousand of them. */
  readonly list: readonly Rejected[];
  readonly count: number;
  add(file: string, line: number, reason: string, text: string | undefined): void;
  /** Writes what has not been written to the dead letters yet. */
  flush(): void;
}

const mostKept = 10_000;
const mostUnwritten = 1000;

/** Collects what a reading rejects. */
export const collectRejects = ({ onReject, strict = false, deadLetters }: RejectOptions): Rejects => {
  const list: Rejected[] = [];
  let unwritten: string[] = [];
  let count = 0;
  const flush = (): void => {
    if (deadLetters !== undefined && unwritten.length > 0) appendFileSync(deadLetters, unwritten.join(""));
    unwritten = [];
  };
  const add: Rejects["add"] = (file, line, reason, text) => {
    const rejected = { file, line, reason, text: (text ?? "").slice(0, 200) };
    if (strict) throw new PinbookError(`${file}, line ${line}: ${reason}`);
    count += 1;
    if (list.length < mostKept) list.push(rejected);
    onReject?.(rejected);
    if (deadLetters === undefined) return;
    unwritten.push(`${JSON.stringify(rejected)}\n`);
    if (unwritten.length >= mostUnwritten) flush();
  };
  return {
    list,
    get count() {
      return count;
    },
    add,
    flush,
  };
};
