import { dirname } from "node:path";
import { isTypeScript, type Notebook } from "../notebook/index.ts";
import type { HistoryRun, PipelineGraph } from "../report/index.ts";
import type { RunRecordFile } from "../run/index.ts";

// The parser that the graph needs takes a while to load.
const loadGraph = async () => {
  const [graph, session] = await Promise.all([import("../notebook/graph/index.ts"), import("../session/index.ts")]);
  return { ...graph, localSources: session.localSources };
};

/** Which notebook reads what another writes, as the code of those in TypeScript tells it. */
export const readPipeline = async (
  pages: readonly { readonly name: string; readonly file: string; readonly notebook: Notebook }[],
): Promise<PipelineGraph> => {
  const known = [...pages.keys()].filter((at) => pages[at] && isTypeScript(pages[at].notebook));
  if (known.length < 2) return { edges: [] };
  const { notebookGraph, localSources } = await loadGraph();
  const { edges } = notebookGraph(
    known.flatMap((at) => {
      const page = pages[at];
      return page ? [{ name: page.name, notebook: page.notebook, moduleOf: localSources(dirname(page.file)) }] : [];
    }),
  );
  return {
    edges: edges.map(({ from, to, name, sure }) => ({ from: known[from] ?? 0, to: known[to] ?? 0, name, sure })),
  };
};

const shownRuns = 12;

/** The last runs in which any of these files took part, newest first; notebooks that ran by one command are one run. */
export const lastRuns = (records: readonly RunRecordFile[], files: readonly string[]): readonly HistoryRun[] => {
  const wanted = new Set(files);
  const isOurs = ({ file, out }: RunRecordFile): boolean => wanted.has(file ?? "") || wanted.has(out ?? "");
  const ours = records.filter(isOurs);
  const batches = [...new Set(ours.map(({ batch }) => batch))];
  const parts = batches.slice(-shownRuns).map((batch) => ours.filter((record) => record.batch === batch));
  return parts.reverse().map(runOf);
};

const gravest = ["died", "timed-out", "failed", "cancelled", "never-ran", "running"];

const runOf = (parts: readonly RunRecordFile[]): HistoryRun => {
  const starts = parts.map(({ startedAt }) => Date.parse(startedAt));
  const begun = Math.min(...starts);
  const ended = Math.max(...parts.map(({ durationMs }, at) => (starts[at] ?? begun) + durationMs));
  const statuses = new Set<string>(parts.map(({ status }) => status));
  return {
    id: parts[0]?.batch ?? "",
    startedAt: new Date(begun).toISOString(),
    status: gravest.find((status) => statuses.has(status)) ?? "ok",
    durationMs: ended - begun,
    notebooks: parts.map(({ name, status, durationMs }) => ({ name, status, durationMs })),
  };
};
