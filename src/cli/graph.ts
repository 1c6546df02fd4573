import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { type ExitCode, messageOf, usageError } from "../errors.ts";
import {
  type NamedNotebook,
  notebookGraph,
  notebookGraphMermaid,
  notebookGraphText,
  orderNotebooks,
} from "../notebook/graph/index.ts";
import { readNotebook } from "../notebook/index.ts";
import { localSources } from "../session/index.ts";
import type { Terminal } from "./command.ts";

const forms = { text: notebookGraphText, mermaid: notebookGraphMermaid } as const;

/** Prints which cells of the notebooks need which, and which notebooks, in order of need; runs nothing. */
export const printGraph = (files: readonly string[], form: string, terminal: Terminal): ExitCode => {
  if (!(form === "text" || form === "mermaid"))
    throw usageError(`pinbook run: --graph is ${JSON.stringify(form)}: use text or mermaid`);
  const given = files.map(readNamed);
  const order = orderNotebooks(notebookGraph(given));
  const graph = notebookGraph(order.flatMap((at) => given[at] ?? []));
  terminal.print(forms[form](graph));
  return 0;
};

/** A notebook of a file with what its graph needs: named by its path from here. */
export const readNamed = (file: string): NamedNotebook => {
  const name = relative(process.cwd(), file);
  return { name, notebook: readNotebook(read(file), name), moduleOf: localSources(dirname(file)) };
};

const read = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw usageError(
      `the notebook ${file} cannot be read: ${messageOf(error)}. Name an .ipynb or .ts file that exists.`,
      error,
    );
  }
};
