import { lineDiff } from "../line-diff.ts";
import type { Notebook } from "../notebook/index.ts";
import { codeHash } from "../syntax/index.ts";
import { recordsOf } from "./run-record.ts";
import { codeChanged } from "./stale/reasons.ts";
import type { PlannedCell } from "./stale/types.ts";

/** Records that are looked into. */
const most = 20;

/** The cells of a plan, those whose code changed with a diff from what ran last, as far as records of runs still tell it. */
export const withCodeDiffs = (
  cells: readonly PlannedCell[],
  notebook: Notebook,
  home: string,
  file: string,
): readonly PlannedCell[] => {
  const changed = new Set(cells.filter(({ reasons }) => reasons.includes(codeChanged)).map(({ id }) => id));
  const diffs = new Map<string, string>();
  const sources = new Map(notebook.cells.map(({ id, source }) => [id, source]));
  let looked = 0;
  for (const record of changed.size === 0 ? [] : recordsOf(home, file)) {
    looked += 1;
    for (const { id, status, source } of record.cells) {
      if (!changed.has(id) || source === undefined || !(status === "ok" || status === "cached")) continue;
      const now = sources.get(id) ?? "";
      if (codeHash(source) === codeHash(now)) continue;
      diffs.set(id, lineDiff(source, now));
      changed.delete(id);
    }
    if (changed.size === 0 || looked === most) break;
  }
  return cells.map((cell) => {
    const codeDiff = diffs.get(cell.id);
    return codeDiff === undefined ? cell : { ...cell, codeDiff };
  });
};
