import type { Magic } from "./types.ts";

const shower = (name: string, what: string, type: string): Magic => ({
  usage: `%%${name}`,
  summary: `shows the cell as ${what}`,
  run: ({ body }, { show }) => show(type, body),
});

export const html: Magic = shower("html", "HTML", "text/html");
export const markdown: Magic = shower("markdown", "Markdown", "text/markdown");
export const svg: Magic = shower("svg", "an SVG image", "image/svg+xml");
export const latex: Magic = shower("latex", "LaTeX", "text/latex");
