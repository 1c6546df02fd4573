import type { Layer } from "../drawn.ts";
import { asRaw, type Raw } from "../raw-figure.ts";
import { acrossAt, downAt } from "../space.ts";
import { escapeXml, px } from "../svg-text.ts";
import { listOf } from "../typed-values.ts";
import { plotValues } from "../values.ts";

/** A trace of candlesticks, or of bars with open and close at their sides: green where the value rose, red where it fell. */
export const candlesLayer = (trace: Raw): Layer => {
  const [open, high, low, close] = [trace.open, trace.high, trace.low, trace.close].map((list) =>
    plotValues(listOf(list)),
  ) as [Prices, Prices, Prices, Prices];
  const x = trace.x === undefined ? close.map((_, at) => at) : plotValues(listOf(trace.x));
  const [rose, fell] = [sideColor(trace.increasing, "#3d9970"), sideColor(trace.decreasing, "#ff4136")];
  const isBar = trace.type === "ohlc";
  return {
    type: "layer",
    x: x.slice(0, close.length),
    y: [...high, ...low].slice(0, 20_000),
    draw: (space) => {
      const half = Math.max(0.5, (space.box.width / Math.max(1, close.length)) * 0.3);
      return close
        .map((end, at) => {
          const middle = acrossAt(space, x[at] ?? null);
          const [opened, top, bottom, closed] = [open[at], high[at], low[at], end].map((value) =>
            downAt(space, value ?? null),
          );
          if (middle === undefined || opened === undefined || closed === undefined) return "";
          const color = escapeXml(closed <= opened ? rose : fell);
          return isBar
            ? `<path d="M${px(middle - half)} ${px(opened)}H${px(middle)}M${px(middle)} ${px(closed)}H${px(middle + half)}${stem(middle, top, bottom)}" stroke="${color}" fill="none" stroke-width="1.5"/>`
            : `<path d="${stem(middle, top, bottom)}M${px(middle - half)} ${px(opened)}H${px(middle + half)}V${px(closed)}H${px(middle - half)}Z" stroke="${color}" fill="${color}" fill-opacity="0.5"/>`;
        })
        .join("");
    },
  };
};

type Prices = ReturnType<typeof plotValues>;

const stem = (middle: number, top: number | undefined, bottom: number | undefined): string =>
  top === undefined || bottom === undefined ? "" : `M${px(middle)} ${px(top)}V${px(bottom)}`;

const sideColor = (side: unknown, other: string): string => {
  const { color } = asRaw(asRaw(side).line);
  return typeof color === "string" ? color : other;
};
