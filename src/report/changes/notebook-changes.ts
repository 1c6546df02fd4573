import { createHash } from "node:crypto";
import { type CodeCell, hasTag } from "../../notebook/index.ts";
import { cellStatus, pageStatus } from "../status.ts";
import type { EarlierCell, EarlierNotebook, ReportPage } from "../types.ts";
import { type OutputChange, outputChanges } from "./output-changes.ts";

/** A cell that is not as it was. */
export interface CellChanges {
  readonly id: string;
  readonly title: string;
  readonly change: "added" | "removed" | "changed";
  readonly code: boolean;
  /** How it ended, where that changed. */
  readonly status?: readonly [string, string];
  readonly outputs: readonly OutputChange[];
}

/** What changed in a notebook since an earlier run. */
export interface NotebookChanges {
  readonly status: readonly [string, string | undefined];
  readonly durationMs: readonly [number | undefined, number | undefined];
  readonly parameters: readonly { readonly name: string; readonly before?: string; readonly after?: string }[];
  readonly cells: readonly CellChanges[];
}

/** Compares a notebook with what it was: cells are matched by id, then by their code. */
export const notebookChanges = (page: ReportPage, earlier: EarlierNotebook): NotebookChanges => {
  const cells = page.notebook.cells.filter(
    (cell): cell is CodeCell =>
      cell.cell_type === "code" && !hasTag(cell, "injected-parameters") && !hasTag(cell, "remove-cell"),
  );
  const left = new Set(earlier.cells);
  const take = (found: EarlierCell | undefined): EarlierCell | undefined => {
    if (found) left.delete(found);
    return found;
  };
  const byId = cells.map(({ id }) => take(earlier.cells.find((one) => one.id === id)));
  const pairs = cells.map(
    (cell, at) => [cell, byId[at] ?? take([...left].find(({ code }) => code === hashOf(cell.source)))] as const,
  );
  return {
    status: [earlier.status, pageStatus(page)],
    durationMs: [earlier.durationMs, page.result?.durationMs ?? page.facts?.durationMs],
    parameters: parameterChanges(earlier.parameters, page.facts?.parameters),
    cells: [...pairs.flatMap(([cell, former]) => cellChanges(page, cell, former) ?? []), ...[...left].map(gone)],
  };
};

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const cellChanges = (page: ReportPage, cell: CodeCell, former: EarlierCell | undefined): CellChanges | undefined => {
  const { id, source } = cell;
  const outputs = cell.outputs;
  const title = titleOf(source);
  if (!former)
    return { id, title, change: "added", code: true, outputs: outputs.map((output) => ({ kind: "added", output })) };
  const [was, is] = [settled(former.status), settled(cellStatus(page, id) ?? former.status)];
  const code = former.code !== hashOf(source);
  const changes =
    hasTag(cell, "remove-output") || hasTag(cell, "hide-output") ? [] : outputChanges(former.outputs, outputs);
  if (!code && was === is && changes.length === 0) return undefined;
  return {
    id,
    title,
    change: "changed",
    code,
    ...(was === is ? {} : { status: [was, is] as const }),
    outputs: changes,
  };
};

const gone = ({ id, title, outputs }: EarlierCell): CellChanges => ({
  id,
  title,
  change: "removed",
  code: true,
  outputs: outputs.flatMap((output) => (output ? [{ kind: "removed" as const, output }] : [])),
});

// What is cached holds as if it had run.
const settled = (status: string): string => (status === "cached" || status === "stale" ? "ok" : status);

const titleOf = (source: string): string => {
  const lines = source.split("\n").map((line) => line.trim());
  return (lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? "").replace(/^(?:\/\/|#)\s*/, "").slice(0, 80);
};

const parameterChanges = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>> | undefined,
): NotebookChanges["parameters"] =>
  after === undefined
    ? []
    : [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((name) => before[name] !== after[name])
        .map((name) => ({
          name,
          ...(Object.hasOwn(before, name) ? { before: before[name] ?? "" } : {}),
          ...(Object.hasOwn(after, name) ? { after: after[name] ?? "" } : {}),
        }));
