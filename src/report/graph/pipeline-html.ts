import { escapeHtml } from "../escape.ts";
import type { Labels } from "../labels.ts";
import type { PipelineGraph } from "../types.ts";
import { type Placed, placeNodes } from "./place-nodes.ts";

/** A notebook in the graph: as it is called, and its page. */
export interface GraphPage {
  readonly title: string;
  readonly file: string;
  readonly status: string | undefined;
}

/** Notebooks and the data between them as a picture that needs no script, and as a list; empty where nothing hangs together. */
export const pipelineHtml = (graph: PipelineGraph, pages: readonly GraphPage[], labels: Labels): string => {
  const data = dataOf(graph);
  if (data.length === 0) return "";
  const nodes: readonly Node[] = [
    ...pages.map((page) => ({ text: shorten(page.title, 30), page })),
    ...data.map(({ name }) => ({ text: shorten(name, 34) })),
  ];
  const links = data.flatMap((one, at) => linksOf(one, pages.length + at));
  const placed = placeNodes(
    { nodes: nodes.length, edges: links.map(({ edge }) => edge) },
    { widthOf: (node) => widthOf(nodes[node]), height: 34, gapX: 22, gapY: 34 },
  );
  const name = escapeHtml(labels.pipelineGraph);
  return `<section class="pipeline" aria-labelledby="pipeline"><h2 id="pipeline">${escapeHtml(labels.pipeline)}</h2><div class="graph" tabindex="0" role="region" aria-label="${name}">${svg(nodes, links, placed, name)}</div>${list(graph, pages, labels)}</section>`;
};

interface Node {
  readonly text: string;
  readonly page?: GraphPage;
}

interface Data {
  readonly name: string;
  /** Places of notebooks, in order. */
  readonly writers: ReadonlyMap<number, boolean>;
  readonly readers: ReadonlyMap<number, boolean>;
}

interface Link {
  readonly edge: readonly [number, number];
  readonly sure: boolean;
  /** Ends that have an arrowhead. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

const dataOf = ({ edges }: PipelineGraph): readonly Data[] => {
  const found = new Map<string, { name: string; writers: Map<number, boolean>; readers: Map<number, boolean> }>();
  for (const { from, to, name, sure } of edges) {
    const data = found.get(name) ?? { name, writers: new Map(), readers: new Map() };
    found.set(name, data);
    data.writers.set(from, sure || (data.writers.get(from) ?? false));
    data.readers.set(to, sure || (data.readers.get(to) ?? false));
  }
  return [...found.values()];
};

// Data stands below the first that writes it, and above all others.
const linksOf = ({ writers, readers }: Data, node: number): readonly Link[] => {
  const first = Math.min(...writers.keys());
  return [...new Set([...writers.keys(), ...readers.keys()])].map((page) => {
    const [writes, reads] = [writers.has(page), readers.has(page)];
    const sure = (writers.get(page) ?? false) || (readers.get(page) ?? false);
    return page === first
      ? { edge: [page, node], sure, atStart: reads, atEnd: writes }
      : { edge: [node, page], sure, atStart: writes, atEnd: reads };
  });
};

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

// Wide characters take twice the room.
const widthOf = (node: Node | undefined): number =>
  26 + [...(node?.text ?? "")].reduce((sum, character) => sum + (character > "\u2e80" ? 14 : 7.2), 0);

const svg = (
  nodes: readonly Node[],
  links: readonly Link[],
  { width, height, nodes: at, routes }: Placed,
  name: string,
): string => {
  const boxes = nodes.map((node, place) => {
    const { x, y } = at[place] ?? { x: 0, y: 0 };
    const wide = widthOf(node);
    const box = `<rect x="${Math.round(x - wide / 2)}" y="${y - 17}" width="${Math.round(wide)}" height="34" rx="${node.page ? 8 : 17}"></rect><text x="${x}" y="${y + 4.5}" text-anchor="middle">${escapeHtml(node.text)}</text>`;
    return node.page
      ? `<a class="node ${escapeHtml(node.page.status ?? "")}" href="${escapeHtml(node.page.file)}">${box}</a>`
      : `<g class="data">${box}</g>`;
  });
  const lines = links.map(({ sure, atStart, atEnd }, place) => {
    const ends = `${atStart ? ' marker-start="url(#arrow)"' : ""}${atEnd ? ' marker-end="url(#arrow)"' : ""}`;
    return `<path class="${sure ? "sure" : "unsure"}" d="${pathOf(routes[place] ?? [])}"${ends}></path>`;
  });
  const arrow = `<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z"></path></marker>`;
  const wide = width + 4;
  // A little smaller rather than cut off; where that is not enough its box scrolls.
  const fit = `width:100%;height:auto;min-width:${Math.round(0.8 * wide)}px;max-width:${wide}px`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 ${wide} ${height + 4}" width="${wide}" height="${height + 4}" style="${fit}" role="group" aria-label="${name}"><defs>${arrow}</defs>${lines.join("")}${boxes.join("")}</svg>`;
};

const pathOf = (points: Placed["routes"][number]): string =>
  points
    .map(({ x, y }, at) => {
      const before = points[at - 1];
      if (!before) return `M${x} ${y + 18}`;
      const [top, end] = [at === 1 ? before.y + 18 : before.y, at === points.length - 1 ? y - 18 : y];
      const middle = (top + end) / 2;
      return `C${before.x} ${middle} ${x} ${middle} ${x} ${end}`;
    })
    .join("");

const list = ({ edges }: PipelineGraph, pages: readonly GraphPage[], labels: Labels): string => {
  const items = edges.map(({ from, to, name, sure }) => {
    const title = (at: number): string => `<bdi>${escapeHtml(pages[at]?.title ?? "")}</bdi>`;
    return `<li>${title(from)} ${labels.becomes} <bdi>${escapeHtml(name)}</bdi> ${labels.becomes} ${title(to)}${sure ? "" : ` (${escapeHtml(labels.perhaps)})`}</li>`;
  });
  return `<details class="graph-text"><summary>${escapeHtml(labels.asText)}</summary><ul>${items.join("")}</ul></details>`;
};
