import type { CodeCell, JsonObject } from "../notebook/index.ts";
import { escapeHtml } from "./escape.ts";
import { highlightCode } from "./highlight.ts";

/** A cell's code as coloured HTML: in its own language where it has one, as by `%%bash` or in a notebook of several. */
export const cellCodeHtml = (source: string, cell: Pick<CodeCell, "metadata">, notebookLanguage: string): string => {
  const language = ownLanguage(cell.metadata) ?? notebookLanguage;
  if (!ipython.test(language)) return highlightCode(source, language);
  const [, magic = "", rest = ""] = /^(\s*%%[^\n]*)(?:\n([\s\S]*))?$/.exec(source) ?? [];
  if (magic === "") return withLineMagics(source, language);
  const line = `<span class="h-m">${escapeHtml(magic)}</span>`;
  if (rest === "") return line;
  const inner = languageOfMagic(magic.trim());
  return `${line}\n${inner === undefined ? withLineMagics(rest, language) : highlightCode(rest, inner)}`;
};

/** The language that a cell says it is in: .NET Interactive, VS Code and SoS write it into the cell's metadata. */
export const ownLanguage = (metadata: JsonObject): string | undefined => {
  const { polyglot_notebook: polyglot, dotnet_interactive: dotnet, vscode, kernel } = metadata;
  const told = [field(polyglot, "kernelName"), field(dotnet, "language"), field(vscode, "languageId"), kernel];
  const found = told.find((name) => typeof name === "string" && name !== "");
  return typeof found === "string" ? found.toLowerCase() : undefined;
};

const field = (value: unknown, name: string): unknown =>
  value !== null && typeof value === "object" ? Reflect.get(value, name) : undefined;

const ipython = /^(?:i?python\d*|sage(?:math)?|pyspark)$/i;

const languageOfMagic = (magic: string): string | undefined => {
  const [, name = "", argument = ""] = /^%%(\S+)\s*(\S*)/.exec(magic) ?? [];
  if (name === "script") return argument.replace(/^.*\//, "");
  if (name === "writefile" || name === "file") return magic.split(/\s+/).at(-1)?.split(".").at(-1);
  return magics[name.toLowerCase()];
};

const magics: Readonly<Record<string, string>> = {
  bash: "bash",
  sh: "bash",
  html: "html",
  svg: "svg",
  javascript: "javascript",
  js: "javascript",
  typescript: "typescript",
  sql: "sql",
  bigquery: "sql",
  sparksql: "sql",
  duckdb: "sql",
  r: "r",
  julia: "julia",
  latex: "latex",
  markdown: "markdown",
  ruby: "ruby",
  perl: "perl",
  cython: "python",
  yaml: "yaml",
  json: "json",
  css: "css",
};

// `%matplotlib inline` and `!ls` are no Python: they pass the colouring as comments and take their own colour after it.
const withLineMagics = (code: string, language: string): string => {
  if (!/^\s*[%!]/m.test(code)) return highlightCode(code, language);
  const lines: string[] = [];
  const masked = code.replace(/^([ \t]*)([%!?][^\n]*)$/gm, (_, indent: string, line: string) => {
    lines.push(line);
    return `${indent}#\ue000${lines.length - 1}\ue000`;
  });
  return highlightCode(masked, language)
    .replace(
      /<span class="h-c">#\ue000(\d+)\ue000<\/span>/g,
      (_, at: string) => `<span class="h-m">${escapeHtml(lines[Number(at)] ?? "")}</span>`,
    )
    .replace(/#\ue000(\d+)\ue000/g, (_, at: string) => escapeHtml(lines[Number(at)] ?? ""));
};
