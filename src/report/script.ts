import { cellsScript } from "./script/cells.ts";
import { contentsScript } from "./script/contents.ts";
import { plotsScript } from "./script/plots.ts";
import { tablesScript } from "./script/tables.ts";
import { themeScript } from "./script/theme.ts";

/**
 * The script of every page: draws plots with Plotly once they come near the screen, sorts and searches tables, folds and
 * copies code, follows the reader in the contents. Without it the page is complete, but still.
 */
export const pageScript = `"use strict";
(() => {
const labels = JSON.parse(document.body.dataset.labels || "{}");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, values) => Object.assign(document.createElement(tag), values);
const fill = (label, values) => label.split("|").at(values.n === "1" ? 0 : -1).replace(/\\{(\\w+)\\}/g, (whole, name) => values[name] ?? whole);
const number = (value) => value.toLocaleString(labels.lang);
${[themeScript, plotsScript, tablesScript, cellsScript, contentsScript].map((part) => part.trim()).join("\n")}
})();`;
