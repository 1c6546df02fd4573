import { type Cell, type Notebook, newNotebook } from "../../src/notebook/index.ts";

/** A notebook of code cells that have not run; their ids count from `cell-0`. */
export const codeNotebook = (...sources: readonly string[]): Notebook =>
  newNotebook(
    sources.map(
      (source, index): Cell => ({
        cell_type: "code",
        id: `cell-${index}`,
        metadata: {},
        source,
        execution_count: null,
        outputs: [],
      }),
    ),
  );
