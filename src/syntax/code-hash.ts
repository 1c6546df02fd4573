import { createHash } from "node:crypto";
import { withoutMagics } from "./find-magics.ts";
import { isNode, parseTypeScript } from "./parse.ts";

const known = new Map<string, string>();

/** The hash of a cell's code by its syntax tree and magics: comments, blanks and line breaks do not count. Code that does not parse counts as it is written. */
export const codeHash = (source: string): string => {
  const earlier = known.get(source);
  if (earlier !== undefined) return earlier;
  const hash = createHash("sha256").update(canonical(source)).digest("hex");
  if (known.size > 20_000) known.clear();
  known.set(source, hash);
  return hash;
};

const canonical = (source: string): string => {
  try {
    const code = withoutMagics(source);
    const { body, errors } = parseTypeScript(code);
    if (errors.length > 0) return source;
    return JSON.stringify([treeOf(body), magicsOf(source, code)]);
  } catch {
    return source;
  }
};

/** Lines that are magic: what differs from the TypeScript. */
const magicsOf = (source: string, code: string): readonly string[] => {
  const lines = code.split("\n");
  return source
    .split("\n")
    .filter((line, i) => line !== lines[i])
    .map((line) => line.trim());
};

/** A syntax tree without its places. */
const treeOf = (value: unknown): unknown => {
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return value.map(treeOf);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(
    ([key, item]) => key !== "start" && key !== "end" && key !== "range" && key !== "loc" && item !== undefined,
  );
  return isNode(value) || entries.length > 0 ? entries.map(([key, item]) => [key, treeOf(item)]) : {};
};
