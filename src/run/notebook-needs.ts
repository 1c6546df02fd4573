import { basename, dirname } from "node:path";
import type { NotebookGraph } from "../notebook/graph/index.ts";
import type { Notebook } from "../notebook/index.ts";

/** Which of several notebooks need which, by their places. */
export interface NotebookNeeds {
  /** First those that others need. */
  readonly order: readonly number[];
  /** Those that have to end before it begins. */
  readonly after: (at: number) => readonly number[];
  /** Those that have to end ok for it to run. */
  readonly of: (at: number) => readonly number[] | Promise<readonly number[]>;
}

/** By `need`: the data that they read and write. As `given`: one after another, and looked at only once one did not end ok. `chain`: each needs the one before it. */
export type NotebookOrder = "need" | "given" | "chain";

/** The needs of notebooks in such an order. */
export const notebookNeedsBy = async (
  order: NotebookOrder,
  files: readonly string[],
  notebooks: readonly Notebook[],
): Promise<NotebookNeeds> => {
  const given = files.map((_, at) => at);
  const before = (at: number): readonly number[] => (at === 0 ? [] : [at - 1]);
  if (order === "chain") return { order: given, after: before, of: before };
  if (order === "need") {
    const { orderNotebooks, notebookNeeds } = await import("../notebook/graph/index.ts");
    const graph = await graphOf(files, notebooks);
    const needs = notebookNeeds(graph);
    const of = (at: number): readonly number[] => needs[at] ?? [];
    return { order: orderNotebooks(graph), after: of, of };
  }
  let graph: Promise<NotebookGraph> | undefined;
  const of = async (at: number): Promise<readonly number[]> => {
    graph ??= graphOf(files, notebooks);
    return (await graph).edges.filter(({ from, to }) => to === at && from < at).map(({ from }) => from);
  };
  return { order: given, after: before, of };
};

// Loaded late: a single notebook needs no order.
const graphOf = async (files: readonly string[], notebooks: readonly Notebook[]): Promise<NotebookGraph> => {
  const { notebookGraph } = await import("../notebook/graph/index.ts");
  const { localSources } = await import("../session/index.ts");
  return notebookGraph(
    notebooks.map((notebook, index) => {
      const file = files[index] ?? "";
      return { name: basename(file), notebook, moduleOf: localSources(dirname(file)) };
    }),
  );
};
