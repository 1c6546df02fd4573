import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import { escapeHtml } from "./escape.ts";

interface Temml {
  renderToString(
    tex: string,
    options: { displayMode: boolean; throwOnError: boolean; maxExpand: number; maxSize: [number, number] },
  ): string;
}

const require = createRequire(import.meta.url);
let temml: Temml | undefined;

// Longer formulas are text: nobody reads them, and they cost time.
const longest = 20_000;
const mostLines = 300;

/** LaTeX, without its dollars, as MathML; where it cannot be read, its source. */
export const mathHtml = (tex: string, display: boolean): string => {
  const source = display ? `<pre class="tex">${escapeHtml(tex)}</pre>` : `<code class="tex">${escapeHtml(tex)}</code>`;
  if (tex.length > longest) return source;
  temml ??= require("temml") as Temml;
  try {
    return temml
      .renderToString(tex, { displayMode: display, throwOnError: true, maxExpand: 1000, maxSize: [200, 200] })
      .replace(' style="display:block math;"', "");
  } catch {
    return source;
  }
};

/** Text of the type `text/latex`: formulas within `$…$`, `$$…$$`, `\[…\]`, `\(…\)` or an environment as MathML, the rest as text. */
export const latexHtml = (source: string): string => {
  const text = source.trim();
  const display = /^(?:\$\$([\s\S]+)\$\$|\\\[([\s\S]+)\\\]|\$\\displaystyle([\s\S]+)\$)$/.exec(text);
  if (display) return mathHtml((display[1] ?? display[2] ?? display[3] ?? "").trim(), true);
  if (/^\\begin\{/.test(text)) return mathHtml(text, true);
  const parts = text.split(/(\$\$[\s\S]+?\$\$|\$[^$\n]+\$|\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\])/);
  if (parts.length === 1) return mathHtml(text, true);
  return `<p>${parts.map((part, index) => (index % 2 === 1 ? formula(part) : escapeHtml(part))).join("")}</p>`;
};

const formula = (part: string): string => {
  const marks = part.startsWith("$") && !part.startsWith("$$") ? 1 : 2;
  return mathHtml(part.slice(marks, -marks).trim(), part.startsWith("$$") || part.startsWith("\\["));
};

/** Teaches markdown-it what Jupyter takes for formulas: `$…$` by Pandoc's rules, `$$…$$`, `\\(…\\)`, `\\[…\\]` and bare environments. */
export const mathPlugin = (markdown: InstanceType<typeof MarkdownIt>): void => {
  markdown.inline.ruler.before("escape", "math", (state, silent) => {
    const rest = state.src.slice(state.pos, state.posMax);
    const [all, tex = "", display] = inlineMath(rest) ?? [];
    if (all === undefined) return false;
    if (!silent) {
      const token = state.push("math", "math", 0);
      token.content = tex;
      token.meta = { display };
    }
    state.pos += all.length;
    return true;
  });
  markdown.block.ruler.before(
    "fence",
    "math_block",
    (state, startLine, endLine, silent) => {
      const from = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
      const first = state.src.slice(from, state.eMarks[startLine]);
      const closing = closingOf(first);
      if (closing === undefined) return false;
      const lineText = (line: number): string =>
        state.src.slice(line === startLine ? from + 2 : state.bMarks[line], state.eMarks[line]).trimEnd();
      const end = Math.min(endLine, startLine + mostLines);
      let last = startLine;
      while (!closing.test(lineText(last))) {
        last += 1;
        if (last >= end || state.isEmpty(last)) return false;
      }
      if (silent) return true;
      const token = state.push("math", "math", 0);
      const source = state.src.slice(from, state.eMarks[last]).trimEnd();
      token.content = source.startsWith("$$") ? source.slice(2, -2).trim() : source;
      token.meta = { display: true };
      token.block = true;
      state.line = last + 1;
      return true;
    },
    { alt: ["paragraph", "blockquote", "list"] },
  );
  markdown.renderer.rules.math = (tokens, index) =>
    mathHtml(tokens[index]?.content ?? "", tokens[index]?.meta?.display === true);
};

const closingOf = (first: string): RegExp | undefined => {
  if (first.startsWith("$$")) return /\$\$$/;
  const environment = /^\\begin\{([a-zA-Z]+\*?)\}/.exec(first)?.[1];
  return environment === undefined ? undefined : new RegExp(`\\\\end\\{${environment.replace("*", "\\*")}\\}$`);
};

// A dollar opens where no space follows, and closes where none is before it and no digit after it: prices stay text.
const inlineMath = (rest: string): readonly [string, string, boolean] | undefined => {
  const block = /^\$\$((?:[^$\\]|\\[\s\S])+?)\$\$/.exec(rest) ?? /^\\\\\[([\s\S]+?)\\\\\]/.exec(rest);
  if (block) return [block[0], (block[1] ?? "").trim(), true];
  const line = /^\$(?![\s$])((?:[^$\\]|\\[\s\S])*?[^\s$\\]|(?:[^$\\]|\\[\s\S])*?\\[\s\S])\$(?!\d)/.exec(rest);
  if (line) return [line[0], line[1] ?? "", false];
  const round = /^\\\\\(([\s\S]+?)\\\\\)/.exec(rest);
  return round ? [round[0], (round[1] ?? "").trim(), false] : undefined;
};
