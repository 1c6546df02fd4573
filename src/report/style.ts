import { baseStyle } from "./style/base.ts";
import { cellStyle } from "./style/cells.ts";
import { colourStyle } from "./style/colours.ts";
import { pageStyleParts } from "./style/page.ts";
import { plotStyle } from "./style/plots.ts";
import { printStyle } from "./style/print.ts";
import { tableStyle } from "./style/tables.ts";

/** CSS without the blanks that only people need. */
export const compactCss = (css: string): string =>
  css
    .trim()
    .replace(/\n+/g, "\n")
    .replace(/ *([{};:,]) +/g, "$1")
    .replace(/;\}/g, "}");

/** The styles of every page: light and dark by the reader's system, narrow screens, print. */
export const pageStyle = compactCss(
  [colourStyle, baseStyle, pageStyleParts, cellStyle, tableStyle, plotStyle, printStyle].join("\n"),
);
