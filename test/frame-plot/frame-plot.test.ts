import { describe, expect, test } from "@jest/globals";
import { fromColumns, fromRows } from "../../src/frame/index.ts";
import { bar, type FramePlot, histogram, line, scatter, worldMap } from "../../src/frame-plot/index.ts";
import { plotlySvg } from "../../src/plot/index.ts";
import { seededRandom } from "../support/random.ts";

const counts = fromRows([
  { category: "art", year: 2018, posts: 3, big: 3n, at: new Date(0) },
  { category: "tattoos", year: 2018, posts: 5, big: 5n, at: new Date(1) },
  { category: "art", year: 2019, posts: null, big: 7n, at: null },
]);
const many = (rows: number) =>
  fromColumns({
    schema: [
      { name: "n", type: "int32", nullable: false },
      { name: "share", type: "float64", nullable: true },
    ],
    rowCount: rows,
    columns: {
      n: Array.from({ length: rows }, (_, row) => row),
      share: Array.from({ length: rows }, (_, row) => (row % 100 === 0 ? null : (row * 7919) % 1000)),
    },
  });

test("bars stand for rows, in a series where a column says so, and the axes bear the columns' names", async () => {
  const { data, layout } = await bar(counts, { x: "category", y: "posts", series: "year", stacked: true }).figure();
  expect(data).toEqual([
    { type: "bar", name: "2018", x: ["art", "tattoos"], y: [3, 5] },
    { type: "bar", name: "2019", x: ["art"], y: [null] },
  ]);
  expect(layout).toMatchObject({
    barmode: "stack",
    xaxis: { title: { text: "category" } },
    yaxis: { title: { text: "posts" } },
  });
});

test("lying bars swap the axes' names, and own labels stand instead", async () => {
  const options = { x: "category", y: "big", series: "year", horizontal: true } as const;
  const { layout } = await bar(counts, options).figure();
  expect([layout.xaxis.title?.text, layout.yaxis.title?.text]).toEqual(["big", "category"]);
  const own = await bar(counts, { ...options, xLabel: "posts" }).figure();
  expect(own.layout.xaxis.title?.text).toBe("posts");
});

test("a plot shows itself as a figure of values does, and runs its frame once", async () => {
  let runs = 0;
  const frame = fromRows([{ x: 1, y: 2 }]);
  const counting = new (frame.constructor as new (...args: unknown[]) => typeof frame)(frame.plan, {
    ...Object.fromEntries(
      Object.entries(frame.sources).map(([name, table]) => [
        name,
        () => {
          runs += 1;
          return Promise.resolve(table);
        },
      ]),
    ),
  });
  const plot = line(counting, { x: "x", y: "y", title: "T" }) as FramePlot & Record<symbol, () => Promise<object>>;
  expect(runs).toBe(0);
  const bundle = await plot[Symbol.for("Jupyter.display")]?.();
  expect(Object.keys(bundle ?? {})).toEqual(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"]);
  await plot.figure();
  expect(runs).toBe(1);
});

describe("more rows than a plot has room for", () => {
  test("are a sample in lines and dots, which says so in the figure, its picture and its text", async () => {
    const plot = scatter(many(20_000), { x: "n", y: "share", title: "T" });
    const figure = await plot.figure();
    expect(figure.data[0]?.x).toHaveLength(5000);
    expect(figure.data[0]?.x.every((x, at, all) => at === 0 || Number(x) > Number(all[at - 1]))).toBe(true);
    expect(figure.layout.title?.subtitle?.text).toBe("a sample of 5,000 of 20,000 rows");
    expect(plotlySvg(figure)).toContain("a sample of 5,000 of 20,000 rows");
    expect((await scatter(many(20_000), { x: "n", y: "share", title: "T" }).figure()).data).toEqual(figure.data);
  });

  test("are as many as asked for, within bounds", async () => {
    const places = fromRows(Array.from({ length: 3000 }, (_, n) => ({ north: n % 90, east: n % 180 })));
    const map = await worldMap(places, { latitude: "north", longitude: "east", most: 100 }).figure();
    expect(map.data.find((trace) => trace.type === "scatter" && trace.mode === "markers")?.x).toHaveLength(100);
    expect(map.layout.title?.subtitle?.text).toBe("a sample of 100 of 3,000 rows");
    expect((await scatter(many(6000), { x: "n", y: "share", most: 6000 }).figure()).data[0]?.x).toHaveLength(6000);
    expect((await bar(many(20), { x: "n", y: "share", most: 3 }).figure()).data[0]?.x).toHaveLength(3);
    for (const most of [0, 1.5, 100_001, Number.NaN])
      expect(() => line(many(1), { x: "n", y: "share", most })).toThrow(
        "line: most is how many rows are drawn at most",
      );
  });

  test("are the first ones in bars", async () => {
    const figure = await bar(many(1500), { x: "n", y: "share" }).figure();
    expect(figure.data[0]?.x).toHaveLength(1000);
    expect(figure.layout.title?.subtitle?.text).toBe("the first 1,000 of 1,500 rows");
  });

  test("are all counted in a histogram, as the histogram of their values counts them", async () => {
    const frame = many(20_000);
    const figure = await histogram(frame, { x: "share", bins: 10 }).figure();
    const values = (await frame.toRows()).map(({ share }) => share);
    expect(figure.data).toEqual(histogram({ x: values, bins: 10 }).data);
    expect(figure.layout.title?.subtitle?.text).toBe("200 rows without a value are left out");
  });
});

test("a histogram counts any numbers as a plain loop does", async () => {
  const random = seededRandom(7);
  for (let round = 0; round < 20; round++) {
    const size = 10 ** Math.floor(random() * 9 - 3);
    const values = Array.from({ length: 1 + Math.floor(random() * 200) }, () => (random() - 0.3) * size);
    const { data } = await histogram(fromRows(values.map((x) => ({ x }))), { x: "x" }).figure();
    expect({ size, data }).toEqual({ size, data: histogram({ x: values }).data });
  }
});

describe("a histogram", () => {
  const at = (text: string) => new Date(`${text}Z`);

  test("of times counts by the calendar", async () => {
    const rows = ["2018-01-31T23:59:59", "2018-02-01T00:00:00", "2018-02-28T12:00:00", "2018-12-01T00:00:00"];
    const frame = fromRows([...rows.map((text) => ({ time: at(text) })), { time: null }]);
    const { data, layout } = await histogram(frame, { x: "time", bins: 12 }).figure();
    expect(data[0]).toMatchObject({
      hovertext: ["month from 2018-01-01", "month from 2018-02-01", "month from 2018-12-01"],
    });
    expect(data[0]?.y).toEqual([1, 2, 1]);
    expect(layout.xaxis.type).toBe("date");
    expect(layout.title?.subtitle?.text).toBe("1 row without a value is left out");
  });

  test("has a trace a series, and leaves out what is no number", async () => {
    const frame = fromRows([
      { n: 1, kind: "b" },
      { n: 2, kind: "a" },
      { n: Number.NaN, kind: "a" },
      { n: Number.POSITIVE_INFINITY, kind: null },
    ]);
    const { data, layout } = await histogram(frame, { x: "n", series: "kind", bins: 1 }).figure();
    expect(data.map(({ name, y }) => [name, y])).toEqual([
      ["a", [0, 1]],
      ["b", [1, 0]],
    ]);
    expect(layout.barmode).toBe("stack");
  });

  test("of no values has no bars", async () => {
    const frame = fromRows([{ n: null }], [{ name: "n", type: "int64", nullable: true }]);
    expect((await histogram(frame, { x: "n" }).figure()).data).toEqual([]);
  });
});

test("a map takes two columns or one of pairs, and counts the places that are nowhere", async () => {
  const pair = [
    { name: "at", type: { kind: "list", element: "float64", containsNull: true }, nullable: true },
  ] as const;
  const pairs = fromRows([{ at: [51.5, -0.1] }, { at: null }, { at: [1, null] }], pair);
  const figure = await worldMap(pairs, { coordinates: "at" }).figure();
  expect(figure.data[0]).toMatchObject({ x: [-0.1, null, null], y: [51.5, null, 1] });
  expect(figure.layout.title?.subtitle?.text).toBe("2 without coordinates");
  const two = fromRows([{ lat: 51.5, lon: -0.1, who: "ada" }]);
  const places = await worldMap(two, { latitude: "lat", longitude: "lon", text: "who" }).figure();
  expect(places.data[0]).toMatchObject({ x: [-0.1], y: [51.5], text: ["ada"] });
});

describe("refused where the plot is written is", () => {
  test("a column that is not there", () => {
    expect(() => bar(counts, { x: "categry" as "category", y: "posts" })).toThrow(
      "There is no column 'categry'. Did you mean 'category'?",
    );
  });

  test("a column of the wrong kind", () => {
    expect(() => bar(counts, { x: "category", y: "category" as "posts" })).toThrow(
      "bar: y takes a column of numbers, and 'category' is string. Those are year, posts, big.",
    );
    expect(() => worldMap(counts, { latitude: "posts" } as never)).toThrow("the columns latitude and longitude");
  });

  test("a category of two bars, when they are counted", async () => {
    await expect(bar(counts, { x: "category", y: "big" }).figure()).rejects.toThrow(
      "bar: 'art' of column 'category' is in more than one row",
    );
  });
});

/** Never called: what follows must not compile. */
const refused = () => {
  // @ts-expect-error a column that is not there
  bar(counts, { x: "categry", y: "posts" });
  // @ts-expect-error bars as long as texts
  bar(counts, { x: "year", y: "category" });
  // @ts-expect-error a histogram of texts
  histogram(counts, { x: "category" });
  // @ts-expect-error coordinates that are no lists
  worldMap(counts, { coordinates: "category" });
  // @ts-expect-error a latitude alone
  worldMap(counts, { latitude: "posts" });
  // @ts-expect-error points without a height
  line(counts, { x: "at" });
};

test("what does not compile is checked by the compiler", () => {
  expect(refused).toBeInstanceOf(Function);
});
