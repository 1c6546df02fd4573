import { colorBarFor, colorOn } from "../color-bar.ts";
import { colorway } from "../figure.ts";
import { asRaw, type Raw, titleOf, visibleTraces } from "../raw-figure.ts";
import { numberText } from "../ticks.ts";
import { listOf } from "../typed-values.ts";
import { plotTexts, plotValues } from "../values.ts";
import type { TreeDrawing, TreePart } from "./drawing.ts";

/** The only trace of a figure, where it is one of parts of parts. */
export const treeOf = (figure: { readonly data: unknown; readonly layout: unknown }): TreeDrawing | undefined => {
  const [trace, ...others] = visibleTraces(figure.data);
  const kind = trace?.type;
  if (!trace || others.length > 0 || (kind !== "sunburst" && kind !== "treemap" && kind !== "icicle")) return undefined;
  const layout = asRaw(figure.layout);
  const root = rootOf(trace, layout, `${kind}colorway`);
  const { maxdepth } = trace;
  const { height } = layout;
  return {
    ...{ kind, title: titleOf(layout.title), root },
    levels: Math.min(deepest, typeof maxdepth === "number" && maxdepth >= 1 ? Math.floor(maxdepth) : deepest),
    height: typeof height === "number" && height >= 200 && height <= 2000 ? height : 400,
  };
};

/** Parts of one picture at most: smaller ones than the last of them nobody sees. */
const mostParts = 5000;
const deepest = 12;

interface Entry {
  readonly label: string;
  readonly parent: string;
  readonly value: number | undefined;
  readonly color: string | undefined;
}

const rootOf = (trace: Raw, layout: Raw, wayName: string): TreePart => {
  const entries = entriesOf(trace, layout);
  const below = new Map<string, string[]>();
  for (const [id, { parent }] of entries) below.set(parent, [...(below.get(parent) ?? []), id]);
  const tops = below.get("") ?? [];
  const [only] = tops;
  const way =
    [layout[wayName], layout.colorway].map((list) => plotTexts(listOf(list))).find((list) => list.length > 0) ??
    colorway;
  const isTotal = trace.branchvalues === "total";
  const isSorted = trace.sort !== false;
  const hasValues = listOf(trace.values).length > 0;
  const seen = new Set<string>();
  const partOf = (id: string, color: string | undefined, depth: number): TreePart => {
    seen.add(id);
    const { label = "", value, color: own } = entries.get(id) ?? {};
    const ids = depth < 60 ? (below.get(id) ?? []).filter((child) => !seen.has(child)) : [];
    const parts = ids.map((child, at) => partOf(child, own ?? color ?? way[at % way.length], depth + 1));
    const inner = parts.reduce((sum, { size }) => sum + size, 0);
    const leaf = hasValues ? 0 : ids.length === 0 ? 1 : 0;
    const size = isTotal ? Math.max(value ?? inner, inner) : (value ?? leaf) + inner;
    return {
      ...{ label, size, color: own ?? color ?? "#b8bcc4" },
      says: `${label}: ${numberText(Number(size.toPrecision(12)))}`,
      parts: isSorted ? parts.sort((a, b) => b.size - a.size) : parts,
    };
  };
  if (tops.length === 1 && only !== undefined) return partOf(only, undefined, 0);
  const parts = tops.map((id, at) => partOf(id, way[at % way.length], 1));
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return { label: "", size, color: "#b8bcc4", says: numberText(size), parts: parts.sort((a, b) => b.size - a.size) };
};

/** By their ids, or by their labels where they have none; a parent that is not listed is a part of the whole. */
const entriesOf = (trace: Raw, layout: Raw): ReadonlyMap<string, Entry> => {
  const [ids, labels, parents] = [trace.ids, trace.labels, trace.parents].map((list) => plotTexts(listOf(list)));
  const values = plotValues(listOf(trace.values));
  const given = listOf(asRaw(trace.marker).colors);
  const bar = given.some((color) => typeof color === "number")
    ? colorBarFor(asRaw(trace.marker), layout, given, "c")
    : undefined;
  const names = ids && ids.length > 0 ? ids : (labels ?? []);
  const entries = new Map<string, Entry>();
  for (const [at, id] of names.slice(0, mostParts).entries()) {
    const [value, color] = [values[at], given[at]];
    entries.set(id, {
      label: labels?.[at] ?? id,
      parent: parents?.[at] === id ? "" : (parents?.[at] ?? ""),
      value: typeof value === "number" && value >= 0 ? value : undefined,
      color:
        bar && typeof color === "number" ? colorOn(bar, color) : typeof color === "string" && color ? color : undefined,
    });
  }
  for (const { parent } of [...entries.values()])
    if (parent !== "" && !entries.has(parent))
      entries.set(parent, { label: parent, parent: "", value: undefined, color: undefined });
  return entries;
};
