import type { CellEdge, CellGraph, NotebookGraph } from "./types.ts";

/** The graph as a Mermaid flowchart; dotted arrows are not certain, thick ones lead over data. */
export const graphMermaid = (graph: CellGraph): string => ["flowchart TD", ...cellLines(graph, "c", "  ")].join("\n");

/** Several notebooks as a Mermaid flowchart, each a box around its cells. */
export const notebookGraphMermaid = ({ notebooks, edges }: NotebookGraph): string => {
  if (notebooks.length === 1 && notebooks[0]) return graphMermaid(notebooks[0].graph);
  const boxes = notebooks.flatMap(({ name, graph }, at) => [
    `  subgraph n${at}["${escaped(name)}"]`,
    ...cellLines(graph, `n${at}c`, "    "),
    "  end",
  ]);
  const arrows = edges.map(({ from, to, name, sure }) => `  n${from} ${arrow(sure, true)}|"${escaped(name)}"| n${to}`);
  return ["flowchart TD", ...boxes, ...arrows].join("\n");
};

const cellLines = (graph: CellGraph, prefix: string, indent: string): readonly string[] => [
  ...graph.cells.map(({ index, id, defines, effects }) => {
    const label = [`cell ${index + 1} (${id})`, shorten(defines.join(", ")), ...effects.map((effect) => `! ${effect}`)];
    const text = label
      .filter((line) => line !== "")
      .map(escaped)
      .join("<br/>");
    return effects.length > 0 ? `${indent}${prefix}${index}[["${text}"]]` : `${indent}${prefix}${index}["${text}"]`;
  }),
  ...pairs(graph.edges).map((edges) => {
    const [{ from, to }] = edges as [CellEdge];
    const names = [...new Set(edges.map(({ name }) => name))].join(", ");
    const isData = edges.every(({ kind }) => kind === "data");
    const shape = arrow(
      edges.some(({ sure }) => sure),
      isData,
    );
    return `${indent}${prefix}${from} ${shape}|"${escaped(shorten(names))}"| ${prefix}${to}`;
  }),
];

const arrow = (sure: boolean, isData: boolean): string => {
  if (!sure) return "-.->";
  return isData ? "==>" : "-->";
};

// One arrow for all that leads from one cell to another.
const pairs = (edges: readonly CellEdge[]): readonly (readonly CellEdge[])[] => {
  const found = new Map<string, CellEdge[]>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to}`;
    found.set(key, [...(found.get(key) ?? []), edge]);
  }
  return [...found.values()];
};

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

const escaped = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/\n/g, " ");
