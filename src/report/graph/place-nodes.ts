import { type Drawable, layersOf } from "./layers.ts";

/** Where things are drawn, in pixels; `x` and `y` are middles. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly x: number; readonly y: number }[];
  /** For each edge the points that it passes, from top to bottom; empty for one that leads to its own node. */
  readonly routes: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

export interface Sizes {
  readonly widthOf: (node: number) => number;
  readonly height: number;
  readonly gapX: number;
  readonly gapY: number;
}

/** Places a graph's nodes in layers, each near the middle of those that it hangs on, none over another. */
export const placeNodes = (graph: Drawable, { widthOf, height, gapX, gapY }: Sizes): Placed => {
  const kept = graph.edges.filter(([from, to]) => from !== to);
  const { layers, routes } = layersOf({ nodes: graph.nodes, edges: kept });
  const width = (node: number): number => (node < graph.nodes ? widthOf(node) : 8);
  const x = new Map<number, number>();
  for (const layer of layers)
    spread(
      layer,
      layer.map(() => 0),
      x,
      width,
      gapX,
    );
  const neighbours = neighboursOf(routes);
  for (let turn = 0; turn < 16; turn++) {
    for (const layer of turn % 2 === 0 ? layers : [...layers].reverse()) {
      const wanted = layer.map((node) => {
        const near = neighbours.get(node) ?? [];
        if (near.length === 0) return x.get(node) ?? 0;
        return near.reduce((sum, other) => sum + (x.get(other) ?? 0), 0) / near.length;
      });
      spread(layer, wanted, x, width, gapX);
    }
  }
  const all = layers.flat();
  const left = Math.min(0, ...all.map((node) => (x.get(node) ?? 0) - width(node) / 2));
  const right = Math.max(0, ...all.map((node) => (x.get(node) ?? 0) + width(node) / 2));
  const depth = new Map(layers.flatMap((layer, at) => layer.map((node) => [node, at] as const)));
  const pointOf = (node: number) => ({
    x: Math.round((x.get(node) ?? 0) - left),
    y: Math.round(height / 2 + (depth.get(node) ?? 0) * (height + gapY)),
  });
  const drawn = new Map(kept.map((edge, at) => [edge, (routes[at] ?? []).map(pointOf)]));
  return {
    width: Math.ceil(right - left),
    height: layers.length * (height + gapY) - gapY,
    nodes: Array.from({ length: graph.nodes }, (_, node) => pointOf(node)),
    routes: graph.edges.map((edge) => drawn.get(edge) ?? []),
  };
};

const neighboursOf = (routes: readonly (readonly number[])[]): ReadonlyMap<number, readonly number[]> => {
  const found = new Map<number, number[]>();
  const add = (node: number, other: number) => found.set(node, [...(found.get(node) ?? []), other]);
  for (const route of routes)
    for (const [at, to] of route.entries()) {
      const from = route[at - 1];
      if (from === undefined) continue;
      add(from, to);
      add(to, from);
    }
  return found;
};

// Each as near to where it wants to be as those beside it let it: the middle of pushing right and of pushing left.
const spread = (
  layer: readonly number[],
  wanted: readonly number[],
  x: Map<number, number>,
  width: (node: number) => number,
  gap: number,
): void => {
  const apart = (at: number): number => (width(layer[at - 1] ?? 0) + width(layer[at] ?? 0)) / 2 + gap;
  const right = [...wanted];
  for (let at = 1; at < layer.length; at++) right[at] = Math.max(right[at] ?? 0, (right[at - 1] ?? 0) + apart(at));
  const left = [...wanted];
  for (let at = layer.length - 2; at >= 0; at--)
    left[at] = Math.min(left[at] ?? 0, (left[at + 1] ?? 0) - apart(at + 1));
  for (const [at, node] of layer.entries()) x.set(node, ((right[at] ?? 0) + (left[at] ?? 0)) / 2);
};
