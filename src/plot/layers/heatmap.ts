import { colorBarFor } from "../color-bar.ts";
import type { Layer } from "../drawn.ts";
import { binsOf } from "../histogram.ts";
import type { Raw } from "../raw-figure.ts";
import { niceStep } from "../ticks.ts";
import { listOf, matrixOf } from "../typed-values.ts";
import { plotValues } from "../values.ts";
import { cellsLayer, cellText, type Matrix } from "./cells.ts";

/** A heat map: a cell for each number of the matrix z. */
export const heatmapLayer = (trace: Raw, layout: Raw): Layer => {
  const given = matrixOf(trace.z);
  const z = trace.transpose === true ? transposed(given) : given;
  const template = typeof trace.texttemplate === "string" ? trace.texttemplate : "";
  const texts = template.includes("%{text") ? listOf(trace.text).map(listOf) : z;
  const digits = /:\.(\d)f/.exec(template)?.[1];
  const says = template === "" ? {} : { says: (row: number, column: number) => cellText(texts[row]?.[column], digits) };
  const { bar, ...layer } = cellsLayer({ z, ...placesOf(trace), ...says }, colorBarFor(trace, layout, z.flat()));
  return trace.showscale === false || !bar ? layer : { ...layer, bar };
};

/** A contour map: the matrix drawn finer, its colours in steps. */
export const contourLayer = (trace: Raw, layout: Raw): Layer => {
  const z = matrixOf(trace.z);
  const fine = finer({ z, ...placesOf(trace) });
  const bar = colorBarFor(trace, layout, z.flat());
  const step = niceStep(bar.high - bar.low || 1, 15);
  const stepped = (share: number): number => {
    const value = bar.low + share * (bar.high - bar.low);
    return ((Math.floor(value / step) + 0.5) * step - bar.low) / (bar.high - bar.low || 1);
  };
  return cellsLayer(fine, { ...bar, scale: (share) => bar.scale(stepped(share)) });
};

/** A histogram of two columns: how many points fall into each cell of a grid. */
export const histogram2dLayer = (trace: Raw, layout: Raw): Layer => {
  const [x, y] = [plotValues(listOf(trace.x)), plotValues(listOf(trace.y))];
  const points = x.flatMap((value, at) => {
    const other = y[at];
    return typeof value === "number" && typeof other === "number" ? [[value, other] as const] : [];
  });
  if (points.length === 0) return cellsLayer({ z: [], x: [], y: [] }, colorBarFor(trace, layout, [0]));
  const [columns, rows] = [gridOf(points, 0, trace.nbinsx), gridOf(points, 1, trace.nbinsy)];
  const z = Array.from({ length: rows.count }, () => Array<number>(columns.count).fill(0));
  for (const [across, up] of points) {
    const row = z[rows.bin(up)];
    if (row) row[columns.bin(across)] = (row[columns.bin(across)] ?? 0) + 1;
  }
  return cellsLayer(
    { z, x: columns.edges, y: rows.edges },
    colorBarFor({ colorscale: "RdBu", ...trace }, layout, z.flat()),
  );
};

const gridOf = (points: readonly (readonly [number, number])[], axis: 0 | 1, bins: unknown) => {
  const values = points.map((point) => point[axis]);
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const { width, first, count } = binsOf(low, high, typeof bins === "number" && bins > 0 ? bins : 20);
  return {
    count,
    bin: (value: number): number => Math.min(count - 1, Math.max(0, Math.floor(value / width) - first)),
    edges: Array.from({ length: count + 1 }, (_, at) => Number(((first + at) * width).toPrecision(12))),
  };
};

const placesOf = (trace: Raw): Pick<Matrix, "x" | "y"> => ({
  x: plotValues(listOf(trace.x)),
  y: plotValues(listOf(trace.y)),
});

const transposed = (z: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  (z[0] ?? []).map((_, column) => z.map((row) => row[column]));

const parts = 4;

/** Numbers between those of the matrix, in proportion to how near each is; categories stay as they are. */
const finer = ({ z, x, y }: Matrix): Matrix => {
  const [rows, columns] = [z.length, z[0]?.length ?? 0];
  if (rows < 2 || columns < 2 || rows * columns > 10_000) return { z, x, y };
  const at = (row: number, column: number): number => {
    const value = z[Math.min(rows - 1, row)]?.[Math.min(columns - 1, column)];
    return typeof value === "number" ? value : Number.NaN;
  };
  const between = (row: number, column: number): number => {
    const [top, left] = [Math.floor(row), Math.floor(column)];
    const [down, right] = [row - top, column - left];
    const upper = at(top, left) * (1 - right) + (right > 0 ? at(top, left + 1) * right : 0);
    const lower = down > 0 ? at(top + 1, left) * (1 - right) + (right > 0 ? at(top + 1, left + 1) * right : 0) : 0;
    return upper * (1 - down) + lower * down;
  };
  const steps = (count: number): readonly number[] =>
    Array.from({ length: (count - 1) * parts + 1 }, (_, step) => step / parts);
  return {
    z: steps(rows).map((row) => steps(columns).map((column) => between(row, column))),
    x: finerPlaces(x, columns, steps(columns)),
    y: finerPlaces(y, rows, steps(rows)),
  };
};

const finerPlaces = (places: Matrix["x"], count: number, steps: readonly number[]): Matrix["x"] => {
  const numbers = places.filter((place): place is number => typeof place === "number");
  if (numbers.length !== count) return steps;
  return steps.map((step) => {
    const [low = 0, high = low] = [numbers[Math.floor(step)], numbers[Math.ceil(step)]];
    return low + (high - low) * (step - Math.floor(step));
  });
};
