import type { Box } from "../svg-axes.ts";
import type { FlowDrawing, FlowLink } from "./drawing.ts";

/** Where a place stands, and how much goes through it. */
export interface PlacedNode extends Box {
  readonly column: number;
  readonly value: number;
}

/** Where a flow leaves one place and reaches the other: the middles of its ends, and how wide it is. */
export interface PlacedLink {
  readonly link: FlowLink;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

interface Node {
  column: number;
  value: number;
  top: number;
}

/** Stands places in columns by the longest way to them, those from which nothing flows in the last, and draws near what belongs together. */
export const placeFlow = (drawing: FlowDrawing, area: Box) => {
  const { links, nodes, thickness } = drawing;
  const columns = columnsOf(nodes.length, links);
  const through = (at: number): number => Math.max(sum(links, "target", at), sum(links, "source", at));
  const placed = nodes.map((_, at): Node => ({ column: columns[at] ?? 0, value: through(at), top: 0 }));
  const count = Math.max(1, ...columns.map((column) => column + 1));
  const groups = Array.from({ length: count }, (_, column) =>
    placed.filter((node) => node.column === column && node.value > 0),
  );
  const longest = Math.max(1, ...groups.map((group) => group.length));
  const pad = Math.min(drawing.pad, (area.height * 0.5) / longest);
  const scale = Math.min(
    ...groups.map((group) => {
      const total = group.reduce((all, { value }) => all + value, 0);
      return total > 0 ? (area.height - pad * (group.length - 1)) / total : Number.POSITIVE_INFINITY;
    }),
  );
  const height = ({ value }: Node): number => value * (Number.isFinite(scale) ? scale : 0);
  for (const group of groups) stack(group, height, pad, area);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? groups : groups.toReversed();
    for (const group of order) {
      for (const node of group) pull(node, placed, links, height, round % 2 === 0 ? "target" : "source");
      stack(
        group.sort((a, b) => a.top - b.top),
        height,
        pad,
        area,
      );
    }
  }
  const step = count > 1 ? (area.width - thickness) / (count - 1) : 0;
  const boxes = placed.map(
    (node): PlacedNode => ({
      ...{ column: node.column, value: node.value },
      ...{ left: area.left + node.column * step, top: node.top, width: thickness, height: height(node) },
    }),
  );
  return { nodes: boxes, links: placeLinks(links, boxes, Number.isFinite(scale) ? scale : 0) };
};

const rounds = 12;

const sum = (links: readonly FlowLink[], side: "source" | "target", at: number): number =>
  links.reduce((all, link) => all + (link[side] === at && link.source !== link.target ? link.value : 0), 0);

/** The longest way to each place from one that nothing reaches; what flows in a circle is taken once. */
const columnsOf = (count: number, links: readonly FlowLink[]): readonly number[] => {
  const next = Array.from({ length: count }, (): number[] => []);
  for (const { source, target } of links) if (source !== target) next[source]?.push(target);
  const columns = new Array<number>(count).fill(0);
  const state = new Array<"open" | "done" | undefined>(count).fill(undefined);
  const order: number[] = [];
  const kept: (readonly [number, number])[] = [];
  for (let start = 0; start < count; start++) visitFrom(start, next, state, order, kept);
  const after = Array.from({ length: count }, (): number[] => []);
  for (const [from, to] of kept) after[from]?.push(to);
  for (const at of order.toReversed())
    for (const to of after[at] ?? []) columns[to] = Math.max(columns[to] ?? 0, (columns[at] ?? 0) + 1);
  const last = columns.reduce((most, column) => Math.max(most, column), 0);
  return columns.map((column, at) => ((after[at]?.length ?? 0) === 0 && column > 0 ? last : column));
};

/** A walk in depth, without recursion: notes the flows that lead to no place that is still open, and the places in order of their ends. */
const visitFrom = (
  start: number,
  next: readonly (readonly number[])[],
  state: ("open" | "done" | undefined)[],
  order: number[],
  kept: (readonly [number, number])[],
): void => {
  if (state[start]) return;
  const path: { readonly at: number; index: number }[] = [{ at: start, index: 0 }];
  state[start] = "open";
  for (let here = path.at(-1); here; here = path.at(-1)) {
    const to = next[here.at]?.[here.index++];
    if (to === undefined) {
      state[here.at] = "done";
      order.push(here.at);
      path.pop();
    } else if (state[to] !== "open") {
      kept.push([here.at, to]);
      if (state[to] === undefined) {
        state[to] = "open";
        path.push({ at: to, index: 0 });
      }
    }
  }
};

/** Moves a place towards the middle of those that flow into it, or out of it. */
const pull = (
  node: Node,
  placed: readonly Node[],
  links: readonly FlowLink[],
  height: (node: Node) => number,
  side: "source" | "target",
): void => {
  let [weight, middle] = [0, 0];
  const other = side === "source" ? "target" : "source";
  for (const link of links) {
    const far = placed[link[other]];
    if (placed[link[side]] !== node || !far || far === node) continue;
    weight += link.value;
    middle += (far.top + height(far) / 2) * link.value;
  }
  if (weight > 0) node.top = middle / weight - height(node) / 2;
};

/** Keeps the places of a column apart and within the area. */
const stack = (group: readonly Node[], height: (node: Node) => number, pad: number, area: Box): void => {
  let top = area.top;
  for (const node of group) {
    node.top = Math.max(node.top, top);
    top = node.top + height(node) + pad;
  }
  let bottom = area.top + area.height;
  for (const node of group.toReversed()) {
    node.top = Math.min(node.top, bottom - height(node));
    bottom = node.top - pad;
  }
};

/** Flows leave and reach a place in the order in which their other ends stand. */
const placeLinks = (links: readonly FlowLink[], boxes: readonly PlacedNode[], scale: number): readonly PlacedLink[] => {
  const ends = (side: "source" | "target") => {
    const other = side === "source" ? "target" : "source";
    const used = new Map<number, number>();
    const middles = new Map<FlowLink, number>();
    for (const link of [...links].sort((a, b) => (boxes[a[other]]?.top ?? 0) - (boxes[b[other]]?.top ?? 0))) {
      const begun = used.get(link[side]) ?? 0;
      middles.set(link, (boxes[link[side]]?.top ?? 0) + begun + (link.value * scale) / 2);
      used.set(link[side], begun + link.value * scale);
    }
    return middles;
  };
  const [from, to] = [ends("source"), ends("target")];
  return links
    .filter(({ source, target }) => source !== target)
    .map((link) => ({ link, from: from.get(link) ?? 0, to: to.get(link) ?? 0, width: link.value * scale }));
};
