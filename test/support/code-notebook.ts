import { type Cell, type CodeCell, formatNotebook, type Notebook, newNotebook } from "../../src/notebook/index.ts";

/** A code cell that has not run, otherwise as `more` says. */
export const codeCell = (id: string, source: string, more: Partial<CodeCell> = {}): CodeCell => ({
  cell_type: "code",
  id,
  metadata: {},
  source,
  execution_count: null,
  outputs: [],
  ...more,
});

/** A notebook of code cells that have not run; their ids count from `c1`. A source that begins with `/*name*\/` has that tag. */
export const codeNotebook = (...sources: readonly string[]): Notebook =>
  newNotebook(
    sources.map((source, index): Cell => {
      const [, tag] = /^\/\*(\w+)\*\//.exec(source) ?? [];
      return codeCell(`c${index + 1}`, source, tag === undefined ? {} : { metadata: { tags: [tag] } });
    }),
  );

/** Such a notebook as a file holds it. */
export const codeNotebookText = (...sources: readonly string[]): string => formatNotebook(codeNotebook(...sources));
