import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PlotlyBundle } from "./types.ts";

const basic = ["scatter", "bar", "pie"];
const cartesian = [
  ...basic,
  ...["box", "violin", "histogram", "histogram2d", "histogram2dcontour", "heatmap", "contour", "image"],
  "scatterternary",
];
const geo = ["scatter", "scattergeo", "choropleth"];

/** Plotly's bundles, the smallest first, with the types of traces that each draws; the last draws all. */
const bundles: readonly { readonly name: string; readonly types?: readonly string[]; readonly module: string }[] = [
  { name: "basic", types: basic, module: "plotly.js-basic-dist-min" },
  { name: "geo", types: geo, module: "plotly.js-geo-dist-min" },
  { name: "cartesian", types: cartesian, module: "plotly.js-cartesian-dist-min" },
  { name: "full", module: "plotly.js-dist" },
];

/** The name of the smallest of Plotly's bundles that draws these types of traces. */
export const smallestBundle = (types: Iterable<string>): string => bundleOf(types).name;

/** The installed bundle that is the smallest to draw these types, with its words in a language; undefined where there are no types. */
export const installedPlotly = async (types: ReadonlySet<string>, lang = "en"): Promise<PlotlyBundle | undefined> => {
  if (types.size === 0) return undefined;
  const { name, module } = bundleOf(types);
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(await readFile(require.resolve(`${module}/package.json`), "utf8")) as {
    version: string;
  };
  const words = lang === "en" ? undefined : (await import("./plotly-words.ts")).plotlyWords(lang);
  return { name, version, source: await readFile(require.resolve(module)), ...(words ? { words } : {}) };
};

const bundleOf = (types: Iterable<string>) => {
  const wanted = [...types];
  return bundles.find((bundle) => wanted.every((type) => bundle.types?.includes(type) ?? true)) ?? bundles[3]!;
};
