import { PinbookError } from "../../errors.ts";
import { notice } from "../../notice.ts";
import type { Place, S3Settings } from "../../storage/index.ts";
import { openDeadLetters } from "./dead-letters.ts";
import { rejectedLine } from "./rejected-line.ts";

/** A line or a row of a file that became no row of the frame, or a file, or part of one, that is damaged. */
export interface Rejected {
  readonly file: string;
  /** From 1; where a file has no lines the number of the row, and where it is damaged that of the first row that is lost. */
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
  /**
   * A file of JSON lines for all of them: a path, a URL (`file:…`, `s3://…`), or a place of a mount or store. It appears when
   * the reading is done. What is rejected of a file takes the place of what an earlier reading rejected of it, so that it
   * holds what is wrong now; what it holds of other files stays.
   */
  readonly deadLetters?: string | Place;
  /** For dead letters in `s3://…`. */
  readonly s3?: S3Settings;
  /** Takes the line that says, once a reading, how many there are. Default: the notebook's cell shows it, else stderr. */
  readonly onNotice?: (line: string) => void;
}

/** The rejected lines of one reading. */
export interface Rejects {
  /** The first ten thousand of them. */
  readonly list: readonly Rejected[];
  readonly count: number;
  /** What follows is of this file. */
  begin(file: string): void;
  add(file: string, line: number, reason: string, text: string | undefined): void;
  /** A file, or part of one, cannot be read: the rows from this one on. */
  addDamage(file: string, row: number, reason: string): void;
  /** Writes the dead letters and tells how many there are. A reading is not whole where nobody asked for its last rows. */
  end(isWhole: boolean): Promise<void>;
  /** Forgets all, where the reading failed. */
  discard(): Promise<void>;
}

const mostKept = 10_000;

/** Collects what a reading rejects. */
export const collectRejects = (options: RejectOptions): Rejects => {
  const { onReject, strict = false, deadLetters, s3, onNotice = notice } = options;
  const letters = deadLetters === undefined ? undefined : openDeadLetters(deadLetters, s3);
  const list: Rejected[] = [];
  const counts = { rows: 0, damaged: 0 };
  let first: string | undefined;
  const take = (kind: keyof typeof counts, rejected: Rejected): void => {
    const words = wordsOf(kind, rejected);
    if (strict) throw new PinbookError(words);
    counts[kind] += 1;
    first ??= words;
    if (list.length < mostKept) list.push(rejected);
    onReject?.(rejected);
    letters?.add(rejected);
  };
  return {
    list,
    get count() {
      return counts.rows + counts.damaged;
    },
    begin: (file) => letters?.begin(file),
    add: (file, line, reason, text) => take("rows", { file, line, reason, text: (text ?? "").slice(0, 200) }),
    addDamage: (file, line, reason) => take("damaged", { file, line, reason, text: "" }),
    end: async (isWhole) => {
      await letters?.publish(isWhole);
      if (first !== undefined) onNotice(rejectedLine(counts, first, letters?.shown));
    },
    discard: async () => letters?.discard(),
  };
};

const wordsOf = (kind: "rows" | "damaged", { file, line, reason }: Rejected): string => {
  if (kind === "rows") return `${file}, line ${line}: ${reason}`;
  return line === 1 ? `${file} cannot be read: ${reason}` : `${file} cannot be read from its row ${line} on: ${reason}`;
};
