import { describe, expect, test } from "@jest/globals";
import { geojsonSvg, plotlySvg, plotlyTopojson } from "../../../src/plot/index.ts";
import { coastsOf, outlinesOf, type Place, ringOf } from "../../../src/plot/map/outlines.ts";
import { seededRandom } from "../../support/random.ts";

const countries = outlinesOf("countries");
const states = outlinesOf("states");
const drawn = (data: unknown, layout: unknown = {}): string => plotlySvg({ data, layout });
const count = (svg: string, element: string): number => svg.split(`<${element} `).length - 1;

const holds = (ring: readonly Place[], [x, y]: Place): boolean =>
  ring.reduce((inside, [x2, y2], at) => {
    const [x1, y1] = ring[at - 1] ?? [x2, y2];
    return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1 ? !inside : inside;
  }, false);
const at = (outlines: typeof countries, place: Place): string | undefined =>
  outlines.shapes.find(({ polygons }) => polygons.some(([outer = []]) => holds(ringOf(outlines, outer), place)))?.id;

describe("the outlines", () => {
  test.each<[string, Place]>([
    ["AUT", [14.3, 47.5]],
    ["FRA", [2.35, 48.8]],
    ["JPN", [138.5, 36]],
    ["BRA", [-50, -10]],
    ["AUS", [134, -25]],
    ["EGY", [30, 27]],
    ["RUS", [100, 60]],
  ])("hold %s where it is", (id, place) => {
    expect(at(countries, place)).toBe(id);
  });

  test("hold the states of the USA, by their postal codes", () => {
    expect(states.shapes).toHaveLength(51);
    expect([at(states, [-99, 31]), at(states, [-105.5, 39])]).toEqual(["TX", "CO"]);
  });

  test("are closed rings, clockwise outside as Plotly's projections want them", () => {
    for (const outlines of [countries, states])
      for (const { id, polygons } of outlines.shapes)
        for (const [outer = []] of polygons) {
          const ring = ringOf(outlines, outer);
          const area = ring.reduce(
            (sum, [x, y], index) => sum + (ring[index - 1]?.[0] ?? x) * y - x * (ring[index - 1]?.[1] ?? y),
            0,
          );
          expect([id, ring.length > 3, ring[0], area <= 0]).toEqual([id, true, ring.at(-1), true]);
        }
  });

  test("have coasts where one country alone has a line, and none at the map's edge", () => {
    const lines = coastsOf(countries);
    expect(lines.filter(({ shape }) => shape.id === "AUT")).toEqual([]);
    expect(lines.some(({ shape }) => shape.id === "ISL")).toBe(true);
    const isEdge = ([x, y]: Place): boolean => Math.abs(x) > 179.9 || y < -89.9;
    expect(
      lines.some(({ line }) =>
        line.some((place, index) => index > 0 && isEdge(place) && isEdge(line[index - 1] ?? [0, 0])),
      ),
    ).toBe(false);
  });

  test("are TopoJSON with the layers that Plotly's maps ask for", () => {
    const { objects, arcs, transform } = plotlyTopojson("usa") as {
      objects: Record<string, { geometries: { id?: string; arcs: unknown[]; properties: Record<string, unknown> }[] }>;
      arcs: number[][][];
      transform: { scale: number[]; translate: number[] };
    };
    expect(Object.keys(objects).sort()).toEqual([
      "coastlines",
      "countries",
      "lakes",
      "land",
      "ocean",
      "rivers",
      "subunits",
    ]);
    const numbers = Object.values(objects).flatMap(({ geometries }) =>
      geometries.flatMap((one) => one.arcs.flat(3) as number[]),
    );
    expect(numbers.every((number) => arcs[number < 0 ? ~number : number] !== undefined)).toBe(true);
    const texas = objects.subunits?.geometries.find(({ id }) => id === "TX");
    const [[[first = 0] = []] = []] = (texas?.arcs ?? []) as number[][][];
    const [x = 0, y = 0] = arcs[first < 0 ? ~first : first]?.[0] ?? [];
    expect([x * (transform.scale[0] ?? 0) - 180, y * (transform.scale[1] ?? 0) - 90].map(Math.round)).toEqual([
      expect.closeTo(-100, -1.3),
      expect.closeTo(31, -1.3),
    ]);
    expect(texas?.properties).toMatchObject({ gu: "USA", name: "Texas" });
    expect(objects.countries?.geometries.find(({ id }) => id === "TUR")?.properties.in).toBe("EA");
  });
});

describe("the picture of a map", () => {
  test("has points, lines and a legend over the world", () => {
    const svg = drawn(
      [
        {
          type: "scattergeo",
          lon: [16.4, -74],
          lat: [48.2, 40.7],
          text: ["Wien", "<New York>"],
          name: "cities",
          marker: { color: "teal" },
        },
        { type: "scattergeo", lon: [16.4, -74], lat: [48.2, 40.7], mode: "lines", name: "way" },
      ],
      { title: "Places" },
    );
    for (const text of ["Places", "cities", "way"]) expect(svg).toContain(`>${text}</text>`);
    expect(svg).toContain("<title>&lt;New York&gt;</title>");
    expect(svg.match(/fill="teal"/g)).toHaveLength(3);
    expect(svg.length).toBeLessThan(60_000);
  });

  test("fills countries by code and by name, states and areas of GeoJSON, and names what it does not know", () => {
    const fills = (trace: object, layout = {}): number =>
      count(drawn([{ type: "choropleth", ...trace }], layout), "path") - 1;
    expect(fills({ locations: ["AUT", "deu", "XXX"], z: [1, 2, 3] })).toBe(2);
    expect(fills({ locationmode: "country names", locations: ["Austria", "Brazil"], z: [1, 2] })).toBe(2);
    expect(fills({ locationmode: "USA-states", locations: ["TX", "California"], z: [1, 2] })).toBe(2 + 1);
    const feature = (name: string, x: number) => ({
      type: "Feature",
      properties: { name },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [x, 46],
            [x, 49],
            [x + 3, 49],
            [x, 46],
          ],
        ],
      },
    });
    const geojson = { type: "FeatureCollection", features: [feature("a", 10), feature("b", 14)] };
    expect(fills({ type: "choroplethmap", geojson, featureidkey: "properties.name", locations: ["b"], z: [1] })).toBe(
      1,
    );
    const svg = drawn([
      {
        type: "choropleth",
        locations: ["AUT", "XXX"],
        z: [1, 2],
        colorscale: [
          [0, "#000000"],
          [1, "rgb(0, 0, 255)"],
        ],
      },
    ]);
    expect(svg).toContain("no outline is known here for 1 of 2 places");
    expect(svg).toMatch(/fill="#000000"[^>]*><title>AUT: 1<\/title>/);
  });

  test("shows of a map of tiles where its points are", () => {
    const svg = drawn([{ type: "scattermap", lon: [16.3, 16.4], lat: [48.2, 48.25] }]);
    const [[, x = ""] = [], [, other = ""] = []] = [...svg.matchAll(/<circle cx="([\d.]+)"/g)];
    expect(Math.abs(Number(x) - Number(other))).toBeGreaterThan(100);
  });

  test("is small for many points, and says so", () => {
    const lon = Array.from({ length: 50_000 }, (_, index) => (index % 360) - 180);
    const svg = drawn([{ type: "scattergeo", lon, lat: lon.map((x) => x / 3) }]);
    expect(svg).toContain("one of 5 points is drawn here");
    expect(count(svg, "circle")).toBe(10_000);
  });

  test("draws GeoJSON of any form, and none where it holds no place", () => {
    const point = { type: "Point", coordinates: [16, 48] };
    const line = {
      type: "LineString",
      coordinates: [
        [1, 2],
        [3, 4],
        ["x", 5],
      ],
    };
    const area = {
      type: "MultiPolygon",
      coordinates: [
        [
          [
            [0, 0],
            [0, 9],
            [9, 9],
            [0, 0],
          ],
        ],
      ],
    };
    const svg =
      geojsonSvg({
        type: "Feature",
        properties: { name: "all" },
        geometry: { type: "GeometryCollection", geometries: [point, line, area] },
      }) ?? "";
    expect([
      count(svg, "circle"),
      svg.match(/fill-rule="evenodd"/g)?.length,
      svg.match(/stroke-width="2"/g)?.length,
    ]).toEqual([1, 1, 1]);
    expect(svg).toContain("<title>all</title>");
    for (const nothing of [null, 1, {}, [], { type: "FeatureCollection" }, { type: "Point", coordinates: [1, 400] }])
      expect(geojsonSvg(nothing)).toBeUndefined();
  });

  test("is one also of figures that make no sense", () => {
    const random = seededRandom(11);
    const odd = [
      null,
      undefined,
      0,
      -400,
      Number.NaN,
      "",
      "AUT",
      [],
      [null, "AUT", 5],
      [1e308, 2],
      {},
      { type: "Feature" },
    ];
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    for (let round = 0; round < 200; round++) {
      const keys = [
        "lon",
        "lat",
        "locations",
        "z",
        "geojson",
        "featureidkey",
        "colorscale",
        "zmin",
        "mode",
        "marker",
        "text",
        "coloraxis",
      ];
      const trace = {
        ...Object.fromEntries(keys.map((key) => [key, pick(odd)])),
        type: pick(["scattergeo", "choropleth", "densitymapbox"]),
        locationmode: pick(["USA-states", "country names", "geojson-id", undefined]),
      };
      const svg = drawn([trace], {
        geo: pick([
          null,
          { scope: pick(["europe", "usa", 3]), lonaxis: { range: pick(odd) }, fitbounds: pick(["locations", null]) },
        ]),
      });
      expect(svg).toMatch(/^<svg [\s\S]*<\/svg>$/);
      expect(/NaN|Infinity|undefined/.test(svg)).toBe(false);
    }
  });
});
