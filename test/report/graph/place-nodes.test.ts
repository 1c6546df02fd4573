import { describe, expect, test } from "@jest/globals";
import { layersOf } from "../../../src/report/graph/layers.ts";
import { placeNodes } from "../../../src/report/graph/place-nodes.ts";
import { seededRandom } from "../../support/random.ts";

const sizes = { widthOf: (node: number) => 40 + (node % 5) * 20, height: 30, gapX: 10, gapY: 20 };

describe("the layers of a graph", () => {
  test("put each node below those that lead to it", () => {
    const { layers, routes } = layersOf({
      nodes: 4,
      edges: [
        [0, 1],
        [1, 2],
        [0, 2],
        [0, 3],
      ],
    });
    expect(layers.map((layer) => layer.filter((node) => node < 4).sort())).toEqual([[0], [1, 3], [2]]);
    // A long edge passes the layer between by a place of its own.
    expect(routes).toEqual([
      [0, 1],
      [1, 2],
      [0, 4, 2],
      [0, 3],
    ]);
  });

  test("take an edge that closes a circle the other way round", () => {
    expect(
      layersOf({
        nodes: 2,
        edges: [
          [0, 1],
          [1, 0],
        ],
      }).routes,
    ).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test("order nodes so that edges do not cross where they need not", () => {
    const { layers } = layersOf({
      nodes: 6,
      edges: [
        [0, 5],
        [1, 4],
        [2, 3],
      ],
    });
    const [top = [], bottom = []] = layers;
    const edges = new Map([
      [0, 5],
      [1, 4],
      [2, 3],
    ]);
    expect(bottom).toEqual(top.map((node) => edges.get(node)));
  });
});

describe("the picture of a graph", () => {
  test.each([1, 2, 3, 4, 5])("has no node over another and all within its frame: random graph %i", (seed) => {
    const random = seededRandom(seed);
    const nodes = 2 + Math.floor(random() * 30);
    const node = () => Math.floor(random() * nodes);
    const edges = Array.from({ length: Math.floor(random() * 60) }, () => [node(), node()] as const);
    const placed = placeNodes({ nodes, edges }, sizes);
    for (const [a, one] of placed.nodes.entries()) {
      const half = sizes.widthOf(a) / 2;
      expect(one.x).toBeGreaterThanOrEqual(half - 1);
      expect(one.x).toBeLessThanOrEqual(placed.width - half + 1);
      expect(one.y).toBeLessThanOrEqual(placed.height);
      for (const [b, other] of placed.nodes.entries())
        if (a < b && one.y === other.y)
          expect(Math.abs(one.x - other.x)).toBeGreaterThanOrEqual(half + sizes.widthOf(b) / 2 + sizes.gapX - 1);
    }
    for (const [at, [from, to]] of edges.entries()) {
      const ends = [placed.routes[at]?.at(0), placed.routes[at]?.at(-1)];
      if (from === to) expect(placed.routes[at]).toEqual([]);
      else expect(ends).toEqual(expect.arrayContaining([placed.nodes[from], placed.nodes[to]]));
    }
  });
});
