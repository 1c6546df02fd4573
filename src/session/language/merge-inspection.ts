import type { Inspection } from "../types.ts";
import type { TypedInspection } from "./types.ts";

/** What the types say of a name, with the value that it has now; either may be missing. */
export const mergeInspection = (typed: TypedInspection | undefined, live: Inspection | undefined): Inspection => {
  if (!typed) return live ?? { found: false, data: {} };
  const known = String(live?.data["text/plain"] ?? "");
  // One line of a function: the signature says more.
  const value = known.includes("\n") ? known : "";
  const plain = [typed.signature, plainText(typed.documentation), value].filter((part) => part !== "");
  const markdown = [fenced(typed.signature, "typescript"), typed.documentation, value && fenced(value, "text")];
  return {
    found: true,
    data: {
      ...live?.data,
      "text/plain": plain.join("\n\n"),
      "text/markdown": markdown.filter((part) => part !== "").join("\n\n"),
    },
  };
};

const fenced = (text: string, language: string): string => {
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}${language}\n${text}\n${fence}`;
};

/** Documentation without the marks that Markdown puts around tags, names and code. */
const plainText = (markdown: string): string =>
  markdown
    .replace(/^```\w*\n?/gm, "")
    .replace(/\*(@\w+)\*/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1");
