import { describeData } from "./data-edges.ts";
import type { CellEdge, CellGraph, CellNode, DataUse, NotebookGraph } from "./types.ts";

/** The graph as text: each code cell in a line, below it what it needs; `?` stands before what is not certain. */
export const graphText = (graph: CellGraph): string =>
  graph.cells.map((cell) => cellText(cell, graph.edges)).join("\n");

/** Several notebooks as text: which needs which, then the cells of each. */
export const notebookGraphText = ({ notebooks, edges }: NotebookGraph): string => {
  const needs = notebooks.flatMap(({ name }, at) => [
    name,
    ...edges
      .filter(({ to }) => to === at)
      .map((edge) => `  ${arrow(edge.sure)} ${notebooks[edge.from]?.name}: ${edge.name}`),
  ]);
  const cells = notebooks.map(({ name, graph }) => `${name}\n${indent(graphText(graph))}`);
  return notebooks.length === 1 ? cells.join("\n") : [...needs, "", cells.join("\n\n")].join("\n");
};

const indent = (text: string): string => text.replace(/^(?=.)/gm, "  ");

const arrow = (sure: boolean): string => (sure ? "←" : "←?");

const cellText = (cell: CellNode, edges: readonly CellEdge[]): string => {
  const needed = edges.filter(({ to }) => to === cell.index);
  const froms = [...new Set(needed.map(({ from }) => from))];
  const lines = froms.flatMap((from) =>
    needText(
      from,
      needed.filter((edge) => edge.from === from),
    ),
  );
  const head = [`cell ${cell.index + 1} (${cell.id})`, ...factsOf(cell)].join("  ");
  return [head, ...lines, ...cell.unsure.map((sentence) => `  ? ${sentence}`)].join("\n");
};

const needText = (from: number, edges: readonly CellEdge[]): readonly string[] => {
  const sure = edges
    .filter((edge) => edge.sure)
    .map(({ name, kind }) => (kind === "change" ? `${name} as changed` : name));
  const unsure = edges.filter((edge) => !edge.sure).map(({ name, why }) => `  ←? cell ${from + 1}: ${name} (${why})`);
  return [...(sure.length > 0 ? [`  ← cell ${from + 1}: ${[...new Set(sure)].join(", ")}`] : []), ...unsure];
};

const factsOf = (cell: CellNode): readonly string[] => [
  ...(cell.defines.length > 0 ? [`defines ${cell.defines.join(", ")}`] : []),
  ...(cell.changes.length > 0 ? [`changes ${cell.changes.join(", ")}`] : []),
  ...dataText("reads", cell.reads),
  ...dataText("writes", cell.writes),
  ...cell.effects.map((effect) => `! ${effect}`),
];

const dataText = (verb: string, uses: readonly DataUse[]): readonly string[] => {
  const shown = uses.filter(({ kind }) => kind !== "env" || uses.length === 1);
  if (shown.length === 0) return [];
  return [
    `${verb} ${shown.map(({ kind, name, sure }) => `${sure ? "" : "perhaps "}${describeData(kind, name)}`).join(", ")}`,
  ];
};
