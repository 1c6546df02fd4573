import { colorway } from "../figure.ts";
import { asRaw, titleOf, visibleTraces } from "../raw-figure.ts";
import { listOf } from "../typed-values.ts";
import { plotTexts } from "../values.ts";
import type { FlowDrawing } from "./drawing.ts";

/** Flows of one picture at most. */
const mostLinks = 2000;

/** The only trace of a figure, where it is a sankey. */
export const flowOf = (figure: { readonly data: unknown; readonly layout: unknown }): FlowDrawing | undefined => {
  const [trace, ...others] = visibleTraces(figure.data);
  if (trace?.type !== "sankey" || others.length > 0) return undefined;
  const layout = asRaw(figure.layout);
  const [node, link] = [asRaw(trace.node), asRaw(trace.link)];
  const [sources, targets, values] = [listOf(link.source), listOf(link.target), listOf(link.value)];
  const [labels, colors] = [plotTexts(listOf(link.label)), colorsOf(link.color)];
  const links = sources
    .map((source, at) => ({
      ...{ source: Number(source), target: Number(targets[at]), value: Number(values[at]) },
      ...{ color: colors(at), label: labels[at] ?? "" },
    }))
    .filter(({ source, target, value }) => isPlace(source) && isPlace(target) && value > 0 && Number.isFinite(value))
    .slice(0, mostLinks);
  const [names, own] = [plotTexts(listOf(node.label)), colorsOf(node.color)];
  const way = [listOf(layout.colorway).filter((color) => typeof color === "string"), colorway].find(
    (list) => list.length > 0,
  );
  const count = links.reduce((most, { source, target }) => Math.max(most, source + 1, target + 1), 0);
  const { height } = layout;
  return {
    title: titleOf(layout.title),
    height: numberIn(height, 200, 2000) ?? 400,
    ...{ links, pad: numberIn(node.pad, 0, 100) ?? 20, thickness: numberIn(node.thickness, 1, 100) ?? 20 },
    nodes: Array.from({ length: count }, (_, at) => ({
      label: names[at] ?? "",
      color: own(at) ?? way?.[at % way.length] ?? "#4269d0",
    })),
  };
};

const isPlace = (index: number): boolean => Number.isInteger(index) && index >= 0 && index < 10_000;

const numberIn = (value: unknown, low: number, high: number): number | undefined =>
  typeof value === "number" && value >= low && value <= high ? value : undefined;

/** One colour for all, or one each. */
const colorsOf = (color: unknown): ((at: number) => string | undefined) => {
  if (typeof color === "string") return () => color;
  const list = listOf(color);
  return (at) => {
    const found = list[at];
    return typeof found === "string" && found !== "" ? found : undefined;
  };
};
