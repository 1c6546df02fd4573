import { createRequire } from "node:module";
import type * as Yaml from "yaml";
import { messageOf, usageError } from "../../errors.ts";
import { newNotebook } from "../cells.ts";
import { formatJson } from "../json-write.ts";
import type { Json, JsonObject, Notebook } from "../types.ts";
import { commentText, uncommentText } from "./comment.ts";

/** What stands before a script's first cell. */
export interface ScriptHeader {
  readonly metadata: JsonObject;
  /** Fields of the notebook beside cells, metadata and format. */
  readonly fields: JsonObject;
  /** YAML that is not the notebook's, as a document's front matter: jupytext makes a raw cell of it. */
  readonly frontMatter: string | undefined;
  /** Number of lines that it takes. */
  readonly lines: number;
}

/**
 * The header's lines: the notebook's metadata as YAML in comments, under `jupyter` as jupytext has it. None where the
 * metadata are those of a new notebook, as then a script says all without one.
 */
export const formatHeader = (notebook: Notebook): readonly string[] => {
  const { cells: _, metadata, nbformat, nbformat_minor: minor, ...unknown } = notebook as Notebook & JsonObject;
  const { jupytext, ...rest } = metadata as JsonObject;
  const { executable, encoding, ...own } = objectOr(jupytext);
  const first = [
    ...(isLine(executable) ? [`#!${executable}`] : []),
    ...(isLine(encoding) && codingLine.test(encoding) ? [encoding] : []),
  ];
  const { [fieldsName]: clash, ...named } = rest;
  const extra: JsonObject = {
    ...(minor > 5 ? { nbformat_minor: minor } : {}),
    ...unknown,
    ...(clash === undefined ? {} : { [metadataName]: { [fieldsName]: clash } }),
  };
  const isPlain = jupytext === undefined || Object.keys(own).length === 0;
  if (isPlain && Object.keys(extra).length === 0 && isDefault(rest)) return first.length === 0 ? [] : [...first, ""];
  const jupyter: JsonObject = {
    ...named,
    jupytext: { ...own, text_representation: representation },
    ...(Object.keys(extra).length === 0 ? {} : { [fieldsName]: extra }),
  };
  return [...first, ...commentText(["---", ...yamlLines({ jupyter }), "---"]), ""];
};

/** Reads the header of a script's lines; without one, the metadata are those of a new notebook. `name` is the file's. */
export const readHeader = (lines: readonly string[], name: string): ScriptHeader => {
  const executable = /^#!(.*)$/.exec(lines[0] ?? "")?.[1];
  let start = executable === undefined ? 0 : 1;
  const encoding = codingLine.test(lines[start] ?? "") ? lines[start] : undefined;
  if (encoding !== undefined) start += 1;
  const first = {
    ...(executable === undefined ? {} : { executable }),
    ...(encoding === undefined ? {} : { encoding }),
  };
  const block = yamlBlock(lines, start);
  if (!block)
    return {
      metadata: withJupytext(newNotebook([]).metadata, first),
      fields: {},
      frontMatter: undefined,
      lines: start,
    };
  const jupyterAt = block.findIndex((line) => /^jupyter\s*:/.test(line));
  const jupyterEnd = block.findIndex((line, at) => at > jupyterAt && /^\S/.test(line));
  const end = jupyterEnd < 0 ? block.length : jupyterEnd;
  const others = jupyterAt < 0 ? block : [...block.slice(0, jupyterAt), ...block.slice(end)];
  const jupyter = jupyterAt < 0 ? newNotebook([]).metadata : readYaml(block.slice(jupyterAt, end).join("\n"), name);
  const { [fieldsName]: extra, ...named } = jupyter;
  const { [metadataName]: reserved, ...fields } = objectOr(extra);
  return {
    metadata: withJupytext({ ...named, ...objectOr(reserved) }, first),
    fields,
    frontMatter: others.length === 0 ? undefined : ["---", ...others, "---"].join("\n"),
    lines: start + block.length + 2,
  };
};

/** Whether metadata are those that a script without a header has. */
export const isDefault = (metadata: JsonObject): boolean =>
  formatJson(metadata) === formatJson(newNotebook([]).metadata);

// Names under `jupyter` that are no metadata of the notebook.
const fieldsName = "notebook";
const metadataName = "metadata";

const representation = { extension: ".ts", format_name: "percent", format_version: "1.3" };

const codingLine = /^\/\/.*?coding[:=][ \t]*[-_.a-zA-Z0-9]+/;

const isLine = (value: Json | undefined): value is string => typeof value === "string" && !/[\r\n]/.test(value);

const objectOr = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};

// What tells of the script is not the notebook's.
const withJupytext = (metadata: JsonObject, first: JsonObject): JsonObject => {
  const { jupytext, ...rest } = metadata;
  const { text_representation: _, ...own } = objectOr(jupytext);
  const all = { ...own, ...first };
  return Object.keys(all).length === 0 ? rest : { ...rest, jupytext: all };
};

// The lines between `// ---` and `// ---`, uncommented.
const yamlBlock = (lines: readonly string[], start: number): readonly string[] | undefined => {
  if (!/^\/\/ ?---\s*$/.test(lines[start] ?? "")) return undefined;
  const end = lines.findIndex((line, at) => at > start && /^\/\/ ?---\s*$/.test(line));
  const block = end < 0 ? [] : lines.slice(start + 1, end);
  return end < 0 || block.some((line) => !line.startsWith("//")) ? undefined : uncommentText(block);
};

// Loaded only where a header is read or written: most callers never do.
const yaml = (): typeof Yaml => createRequire(import.meta.url)("yaml") as typeof Yaml;

// Quoted wherever a text is more than words: YAML's versions differ in what a plain one means.
const yamlLines = (value: JsonObject): readonly string[] => {
  const { Document, Scalar, visit } = yaml();
  const document = new Document(value, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && !words.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const text = document.toString({ lineWidth: 0 }).trimEnd();
  return text.replace(/[\u0085\u2028\u2029\ufeff]/g, escaped).split("\n");
};

const words = /^[\w./](?:[\w ./()+-]*[\w.)])?$/;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

const readYaml = (text: string, name: string): JsonObject => {
  try {
    const { jupyter } = yaml().parse(text) as { jupyter: Json };
    if (jupyter !== null && typeof jupyter === "object" && !Array.isArray(jupyter)) return jupyter as JsonObject;
  } catch (error) {
    throw usageError(
      `${name}, header: is not valid YAML (${messageOf(error).split("\n")[0]}). Correct it, or delete it.`,
      error,
    );
  }
  throw usageError(
    `${name}, header: jupyter must hold the notebook's metadata as names and values. Correct it, or delete it.`,
  );
};
