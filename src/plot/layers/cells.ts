import { type ColorBar, colorOn } from "../color-bar.ts";
import type { Layer } from "../drawn.ts";
import { inkOn } from "../ink.ts";
import { acrossAt, downAt, type MarkSpace } from "../space.ts";
import { escapeXml, px, textWidth } from "../svg-text.ts";
import { numberText } from "../ticks.ts";
import type { PlotValue } from "../types.ts";

/** A matrix of numbers: rows from the lower edge up, and where its columns and rows lie on the axes. */
export interface Matrix {
  readonly z: readonly (readonly unknown[])[];
  readonly x: readonly PlotValue[];
  readonly y: readonly PlotValue[];
  /** What stands in each cell, where something does. */
  readonly says?: (row: number, column: number) => string | undefined;
}

/** Cells that a picture has at most: of more of them every so manieth is taken, as large as those left out. */
const mostCells = 20_000;

/** The cells of a matrix, each in the colour of its number. */
export const cellsLayer = ({ z, x, y, says }: Matrix, bar: ColorBar): Layer => {
  const [columns, rows] = [z.reduce((most, row) => Math.max(most, row.length), 0), z.length];
  const step = Math.max(1, Math.ceil(Math.sqrt((columns * rows) / mostCells)));
  const [across, up] = [sidesOf(x, columns, step), sidesOf(y, rows, step)];
  return {
    type: "layer",
    showlegend: false,
    x: across.values,
    y: up.values,
    ends: { ...(across.ends ? { x: across.ends } : {}), ...(up.ends ? { y: up.ends } : {}) },
    bar,
    draw: (space) => {
      const cell = (row: number, column: number): string => {
        const value = z[row]?.[column];
        if (typeof value !== "number" || !Number.isFinite(value)) return "";
        const [left, right] = between(across.of(column), (at) => acrossAt(space, at), spanX(space));
        const [bottom, top] = between(up.of(row), (at) => downAt(space, at), spanY(space));
        const [from, to] = [Math.min(left, right), Math.min(top, bottom)];
        const [wide, high] = [Math.abs(right - left), Math.abs(top - bottom)];
        const color = colorOn(bar, value);
        const rect = `<rect x="${px(from)}" y="${px(to)}" width="${px(wide + 0.4)}" height="${px(high + 0.4)}" fill="${color}"/>`;
        return rect + written(says?.(row, column), from + wide / 2, to + high / 2, wide, color);
      };
      const drawn = Array.from({ length: Math.ceil(rows / step) }, (_, row) =>
        Array.from({ length: Math.ceil(columns / step) }, (_, column) => cell(row * step, column * step)).join(""),
      );
      return `<g shape-rendering="crispEdges">${drawn.join("")}</g>`;
    },
  };
};

const spanX = ({ x, box }: MarkSpace): number => x.span() * box.width;
const spanY = ({ y, box }: MarkSpace): number => y.span() * box.height;

type Side = readonly [number, number] | string;

/** The two ends of a cell in pixels: of its edges, or around the middle of its category. */
const between = (side: Side, at: (value: PlotValue) => number | undefined, span: number): readonly [number, number] => {
  if (typeof side !== "string") return [at(side[0]) ?? 0, at(side[1]) ?? 0];
  const middle = at(side) ?? 0;
  return [middle - span / 2, middle + span / 2];
};

/** The edges of each column or row: its category, or numbers half way to its neighbours. */
const sidesOf = (given: readonly PlotValue[], count: number, step: number) => {
  const numbers = given.map((value) => (typeof value === "string" ? Date.parse(value) : value));
  const isDate = given.some((value) => typeof value === "string");
  const known = given.length >= count ? given : given.length === 0 ? undefined : given.slice(0, count);
  const isCategory = known?.some((value) => typeof value !== "number" && !isMoment(value)) ?? false;
  if (known && isCategory)
    return { values: known.map(String), ends: undefined, of: (at: number): Side => String(known[at] ?? at) };
  const middles = known ? (numbers as readonly number[]) : Array.from({ length: count }, (_, at) => at);
  const edges = middles.length === count + 1 ? middles : edgesOf(middles.slice(0, count));
  const ends = [Math.min(...edges), Math.max(...edges)] as const;
  const shown = (value: number): PlotValue => (isDate ? new Date(value).toISOString() : value);
  return {
    values: (edges.length > 0 ? [ends[0], ends[1]] : []).map(shown),
    ends: edges.length > 0 ? ends : undefined,
    of: (at: number): Side => [edges[at] ?? 0, edges[Math.min(edges.length - 1, at + step)] ?? 0],
  };
};

const isMoment = (value: PlotValue): boolean =>
  typeof value === "string" && /^\d{4}-\d\d/.test(value) && !Number.isNaN(Date.parse(value));

const edgesOf = (middles: readonly number[]): readonly number[] => {
  const [first = 0, second = first + 1] = middles;
  const last = middles.at(-1) ?? first;
  const before = middles.at(-2) ?? last - 1;
  const inner = middles.slice(1).map((value, at) => (value + (middles[at] ?? value)) / 2);
  return middles.length === 0 ? [] : [first - (second - first) / 2, ...inner, last + (last - before) / 2];
};

// Dark on light colours and light on dark ones, where the cell has room for it.
const written = (text: string | undefined, x: number, y: number, room: number, color: string): string => {
  if (text === undefined || textWidth(text, 11) > room) return "";
  return `<text x="${px(x)}" y="${px(y)}" dy="0.35em" font-size="11" text-anchor="middle" fill="${inkOn(color)}">${escapeXml(text)}</text>`;
};

/** A number as it stands in a cell, with so many digits after the point; a text as it is. */
export const cellText = (value: unknown, digits?: string): string | undefined => {
  if (typeof value !== "number") return typeof value === "string" ? value : undefined;
  if (!Number.isFinite(value)) return undefined;
  return digits === undefined ? numberText(Number(value.toPrecision(4))) : value.toFixed(Number(digits));
};
