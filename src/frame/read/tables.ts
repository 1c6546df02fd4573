import type { ColumnTable } from "../../schema.ts";
import { DamagedFile } from "./compressed.ts";
import type { Filling, Portion } from "./fill.ts";
import type { Rejects } from "./rejects.ts";

/** What stands at one place of a file: a row, or why there is none. */
export interface FoundRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly row: Readonly<Record<string, unknown>> | string;
  /** The row with all digits of its numbers, where reading it in the usual way may have rounded some. */
  readonly exact?: () => Readonly<Record<string, unknown>> | undefined;
  /** What stands there, for those who mend it. */
  readonly text: () => string | undefined;
  /** About how many bytes. */
  readonly size: number;
  /** Whether it is no row but what follows in a file that is damaged. */
  readonly isDamage?: boolean;
}

/** The rows that fit as tables, each made when its turn comes; the others are rejected with their reason. */
export async function* tablesOfRows(
  found: AsyncIterable<Iterable<FoundRow>>,
  filling: Filling,
  rejects: Rejects,
  portion: Portion,
): AsyncGenerator<ColumnTable> {
  let bytes = 0;
  for await (const rows of found) {
    for (const row of rows) {
      const problem = addRow(filling, row);
      if (problem !== undefined) reject(rejects, row, problem);
      bytes += row.size;
      if (filling.rowCount < portion.rows && bytes < portion.bytes) continue;
      bytes = 0;
      yield filling.take();
    }
  }
  yield filling.take();
}

const reject = (rejects: Rejects, { file, line, isDamage, text }: FoundRow, problem: string): void => {
  if (isDamage === true) rejects.addDamage(file, line, problem);
  else rejects.add(file, line, problem, text());
};

/** What follows in a compressed file that is damaged from a line on; throws again what is no such thing. */
export const damage = (file: string, line: number, error: unknown): FoundRow & { readonly row: string } => {
  if (!(error instanceof DamagedFile)) throw error;
  return lost(file, line, error.reason);
};

/** What follows in a file from a line on, which cannot be read. */
export const lost = (file: string, line: number, reason: string): FoundRow & { readonly row: string } => ({
  ...{ file, line, row: reason },
  ...{ size: 0, text: () => undefined, isDamage: true },
});

/** Adds a row, or gives the reason why it is none. */
export const addRow = (filling: Filling, { row, exact }: FoundRow): string | undefined => {
  const problem = typeof row === "string" ? row : filling.add(row);
  const again = problem === undefined ? undefined : exact?.();
  return again ? filling.add(again) : problem;
};

/** What each item becomes, made when it is asked for: a file's rows are not held beside its lines. */
export function* each<T, U>(items: readonly T[], make: (item: T, index: number) => U): Generator<U> {
  for (const [index, item] of items.entries()) yield make(item, index);
}
