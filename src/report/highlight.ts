import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml } from "./escape.ts";

for (const [name, language] of Object.entries({ bash, json, python, sql, typescript }))
  hljs.registerLanguage(name, language);

// Longer code takes longer to colour than anybody reads it.
const longest = 100_000;

/** Code as HTML with its parts in spans of class `hljs-…`; as plain text where the language is not known. */
export const highlightCode = (code: string, language: string): string =>
  code.length <= longest && hljs.getLanguage(language)
    ? hljs.highlight(code, { language, ignoreIllegals: true }).value
    : escapeHtml(code);
