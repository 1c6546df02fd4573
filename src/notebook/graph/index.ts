// Apart from src/notebook/index.ts: it loads a parser, which those who only read and write notebooks do without.
export { cellGraph, type GraphOptions } from "./cell-graph.ts";
export { graphMermaid, notebookGraphMermaid } from "./graph-mermaid.ts";
export { graphText, notebookGraphText } from "./graph-text.ts";
export type { ModuleSource } from "./interpreter.ts";
export { type NamedNotebook, notebookGraph, notebookNeeds, orderNotebooks } from "./notebook-graph.ts";
export { ancestorsOf, dependentsOf } from "./reach.ts";
export type {
  CellEdge,
  CellGraph,
  CellImport,
  CellNode,
  DataUse,
  NotebookEdge,
  NotebookGraph,
  NotebookNode,
} from "./types.ts";
