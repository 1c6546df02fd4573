/** A colour for each share from 0 to 1. */
export type ColorScale = (share: number) => string;

/** A colour scale as Plotly's figures write it: its name, or stops with colours; others are drawn as Plotly's Viridis, none as its Reds. */
export const colorScaleOf = (given: unknown, reversed = false): ColorScale => {
  const stops = stopsOf(given ?? "Reds") ?? named(viridis);
  return (share) => colorAt(stops, reversed ? 1 - clamp(share) : clamp(share));
};

type Color = readonly [number, number, number];
type Stop = readonly [number, Color];

const clamp = (share: number): number => Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));

const stopsOf = (given: unknown): readonly Stop[] | undefined => {
  if (typeof given === "string") {
    const [, name = "", back] = /^(\w+?)(_r)?$/.exec(given.toLowerCase()) ?? [];
    const colors = scales[name];
    return colors === undefined ? undefined : named(back ? colors.split(" ").reverse().join(" ") : colors);
  }
  if (!Array.isArray(given) || given.length < 2) return undefined;
  const stops = given.map((stop: unknown) =>
    Array.isArray(stop) ? ([Number(stop[0]), colorOf(stop[1])] as const) : undefined,
  );
  const known = stops.filter((stop): stop is Stop => stop?.[1] !== undefined && Number.isFinite(stop[0]));
  return known.length === stops.length ? known : undefined;
};

const colorOf = (text: unknown): Color | undefined => {
  if (typeof text !== "string") return undefined;
  const [, hex] = /^#([\da-f]{6})$/i.exec(text.trim()) ?? [];
  if (hex !== undefined) return hexColor(hex);
  const parts = (/^rgba?\(([^)]*)\)$/i.exec(text.trim())?.[1] ?? "").split(/[\s,/]+/).map(Number);
  const [red, green, blue] = parts;
  return parts.length >= 3 && parts.every(Number.isFinite) ? [red ?? 0, green ?? 0, blue ?? 0] : undefined;
};

const hexColor = (hex: string): Color => {
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
};

const named = (colors: string): readonly Stop[] => {
  const list = colors.split(" ");
  return list.map((hex, at): Stop => [at / (list.length - 1), hexColor(hex)]);
};

const colorAt = (stops: readonly Stop[], share: number): string => {
  const next = stops.findIndex(([at]) => at >= share);
  const [high, to] = stops[next] ?? stops.at(-1) ?? [1, [0, 0, 0] as Color];
  const [low, from] = stops[next - 1] ?? [high, to];
  const part = high > low ? (share - low) / (high - low) : 0;
  return `#${to.map((value, at) => mix(from[at] ?? value, value, part)).join("")}`;
};

const mix = (from: number, to: number, part: number): string =>
  Math.round(Math.min(255, Math.max(0, from + (to - from) * part)))
    .toString(16)
    .padStart(2, "0");

const viridis = "440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725";

// As Plotly's script means its names; few colours of each are enough, those between are mixed.
const scales: Readonly<Record<string, string>> = {
  viridis,
  cividis: "00204c 3c4d6e 666970 948e77 c8b866 ffea46",
  blues: "050aac 283cbe 465af5 6a89f7 dcdcdc",
  greens: "00441b 006d2c 41ab5d a1d99b f7fcf5",
  reds: "dcdcdc f5c39d f5a069 d45546 b20a1c",
  greys: "000000 ffffff",
  ylorrd: "800026 e31a1c fd8d3c fed976 ffffcc",
  ylgnbu: "081d58 225ea8 41b6c4 c7e9b4 ffffd9",
  rdbu: "050aac 6a89f7 bebebe e6915a b20a1c",
  jet: "000083 003caa 05ffff ffff00 fa0000 800000",
  hot: "000000 e60000 ffd200 ffffff",
  electric: "000000 1e0064 780064 a05a00 e6c800 fffadc",
  portland: "0c3383 0a88ba f2d338 f28f38 d91e1e",
  plasma: "0d0887 5302a3 8b0aa5 b83289 db5c68 f48849 febd2a f0f921",
  turbo: "30123b 4686fb 1ae4b6 a2fc3c faba39 e4460a 7a0403",
};
