/** A graph to be drawn: nodes by place, edges from one place to another; there may be cycles. */
export interface Drawable {
  readonly nodes: number;
  readonly edges: readonly (readonly [number, number])[];
}

/** Nodes in layers from top to bottom; a long edge passes each layer between by a place of its own, numbered from `nodes` on. */
export interface Layered {
  readonly layers: readonly (readonly number[])[];
  /** For each edge the places that it passes, its ends among them, from top to bottom. */
  readonly routes: readonly (readonly number[])[];
}

/** Puts nodes into layers so that edges lead down, as far as cycles let them, and few of them cross. */
export const layersOf = ({ nodes, edges }: Drawable): Layered => {
  const down = withoutCycles(nodes, edges);
  const depth = depths(nodes, down);
  const layers: number[][] = Array.from({ length: Math.max(0, ...depth) + 1 }, () => []);
  for (const [node, at] of depth.entries()) layers[at]?.push(node);
  let next = nodes;
  const routes = down.map(([from, to]) => {
    const route = [from];
    for (let at = (depth[from] ?? 0) + 1; at < (depth[to] ?? 0); at++) {
      layers[at]?.push(next);
      route.push(next++);
    }
    return [...route, to];
  });
  return { layers: ordered(layers, routes), routes };
};

// An edge that would close a circle is taken the other way round.
const withoutCycles = (nodes: number, edges: Drawable["edges"]): Drawable["edges"] => {
  const out = Array.from({ length: nodes }, (): number[] => []);
  const reaches = (from: number, to: number, seen = new Set<number>()): boolean => {
    if (from === to) return true;
    seen.add(from);
    return (out[from] ?? []).some((next) => !seen.has(next) && reaches(next, to, seen));
  };
  return edges.flatMap(([from, to]) => {
    if (from === to) return [];
    const edge: readonly [number, number] = reaches(to, from) ? [to, from] : [from, to];
    out[edge[0]]?.push(edge[1]);
    return [edge];
  });
};

const depths = (nodes: number, edges: Drawable["edges"]): readonly number[] => {
  const depth = Array.from({ length: nodes }, () => 0);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [from, to] of edges) {
      const least = (depth[from] ?? 0) + 1;
      if ((depth[to] ?? 0) >= least) continue;
      depth[to] = least;
      changed = true;
    }
  }
  return depth;
};

const sweeps = 12;

// By the middle of each node's neighbours, down and up in turn; the order with the fewest crossings is kept.
const ordered = (layers: readonly (readonly number[])[], routes: Layered["routes"]): Layered["layers"] => {
  const links = routes.flatMap((route) => route.slice(1).map((to, at) => [route[at] ?? to, to] as const));
  let now = layers.map((layer) => [...layer]);
  let best = now;
  let least = crossings(now, links);
  for (let sweep = 0; sweep < sweeps && least > 0; sweep++) {
    const isDown = sweep % 2 === 0;
    now = now.map((layer) => [...layer]);
    for (const at of isDown ? now.keys() : [...now.keys()].reverse()) {
      const beside = new Map((now[isDown ? at - 1 : at + 1] ?? []).map((node, place) => [node, place]));
      const middle = new Map(
        now[at]?.map((node, place) => {
          const places = links.flatMap(([from, to]) => {
            const other = isDown ? (to === node ? from : undefined) : from === node ? to : undefined;
            return other === undefined ? [] : [beside.get(other) ?? 0];
          });
          return [node, places.length === 0 ? place : places.reduce((sum, one) => sum + one, 0) / places.length];
        }),
      );
      now[at]?.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
    }
    const count = crossings(now, links);
    if (count < least) [best, least] = [now, count];
  }
  return best;
};

const crossings = (layers: Layered["layers"], links: readonly (readonly [number, number])[]): number => {
  const place = new Map(layers.flatMap((layer) => layer.map((node, at) => [node, at] as const)));
  const depth = new Map(layers.flatMap((layer, at) => layer.map((node) => [node, at] as const)));
  const at = (node: number): number => place.get(node) ?? 0;
  let count = 0;
  for (const [index, [a, b]] of links.entries())
    for (const [c, d] of links.slice(index + 1))
      if (depth.get(a) === depth.get(c) && (at(a) - at(c)) * (at(b) - at(d)) < 0) count += 1;
  return count;
};
