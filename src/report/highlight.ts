import { createRequire } from "node:module";
import type { HLJSApi, LanguageFn } from "highlight.js";
import { escapeHtml } from "./escape.ts";
import { type Token, typescriptTokens } from "./highlight-typescript.ts";
import { tokenKinds } from "./tokens.ts";

// Longer code takes longer to colour than anybody reads it.
const longest = 100_000;

/** Code as HTML, its parts in spans of class `h-…`: TypeScript by the session's parser, others by highlight.js; plain where the language is not known. */
export const highlightCode = (code: string, language: string): string => {
  if (code.length > longest) return escapeHtml(code);
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase();
  const tokens = name === "typescript" ? typescriptTokens(code) : undefined;
  return tokens ? spans(code, tokens) : byName(code, name);
};

const aliases: Readonly<Record<string, string>> = {
  ts: "typescript",
  tsx: "typescript",
  js: "typescript",
  jsx: "typescript",
  mjs: "typescript",
  javascript: "typescript",
  sh: "bash",
  shell: "bash",
  console: "bash",
  zsh: "bash",
  py: "python",
  python3: "python",
  ipython: "python",
  ipython3: "python",
  jl: "julia",
  rb: "ruby",
  rs: "rust",
  golang: "go",
  "c++": "cpp",
  "c++11": "cpp",
  "c++14": "cpp",
  "c++17": "cpp",
  "c++20": "cpp",
  "c++23": "cpp",
  cxx: "cpp",
  "c#": "csharp",
  "f#": "fsharp",
  fs: "fsharp",
  pwsh: "powershell",
  octave: "matlab",
  "wolfram language": "mathematica",
  wolfram: "mathematica",
  sage: "python",
  sagemath: "python",
  pyspark: "python",
  cython: "python",
  racket: "scheme",
  "common-lisp": "lisp",
  "common lisp": "lisp",
  tex: "latex",
  postgresql: "pgsql",
  postgres: "pgsql",
  mysql: "sql",
  sqlite: "sql",
  sqlite3: "sql",
  tsql: "sql",
  duckdb: "sql",
  sparksql: "sql",
  cs: "csharp",
  yml: "yaml",
  html: "xml",
  svg: "xml",
  md: "markdown",
  jsonc: "json",
  docker: "dockerfile",
  kt: "kotlin",
  hs: "haskell",
  ps1: "powershell",
};

const spans = (code: string, tokens: readonly Token[]): string => {
  let html = "";
  let at = 0;
  for (const { start, end, kind } of tokens) {
    html += escapeHtml(code.slice(at, start));
    const text = escapeHtml(code.slice(start, end));
    html += kind === undefined ? text : `<span class="h-${kind}">${text}</span>`;
    at = end;
  }
  return html + escapeHtml(code.slice(at));
};

const byName = (code: string, language: string): string => {
  const hljs = withLanguage(language);
  if (!hljs) return escapeHtml(code);
  const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
  // What has no colour of its own is most of the spans, and holds no others.
  const plain = value.replace(/<span class="hljs-(?:punctuation|params|variable)">([^<]*)<\/span>/g, "$1");
  return plain.replace(/<span class="([^"]*)">/g, (_, classes: string) => {
    const [first = "", second = ""] = classes.split(" ");
    const name = second === "class_" ? "class" : first.replace("hljs-", "");
    return `<span class="h-${tokenKinds[name] ?? "x"}">`;
  });
};

const require = createRequire(import.meta.url);
let loaded: HLJSApi | undefined;

// A language is loaded when first met: all of them take longer than a whole report.
const withLanguage = (name: string): HLJSApi | undefined => {
  if (!/^[a-z][\w-]*$/.test(name)) return undefined;
  loaded ??= require("highlight.js/lib/core") as HLJSApi;
  if (loaded.getLanguage(name)) return loaded;
  try {
    loaded.registerLanguage(name, require(`highlight.js/lib/languages/${name}`) as LanguageFn);
    return loaded;
  } catch {
    return undefined;
  }
};
