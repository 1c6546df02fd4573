import { newNotebook } from "../cells.ts";
import { withLiterals } from "../json-number.ts";
import { formatJson } from "../json-write.ts";
import type { Json, JsonObject, Notebook } from "../types.ts";
import { commentText, uncommentText } from "./comment.ts";
import { readYaml, yamlLines } from "./header-yaml.ts";

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
  const extra: JsonObject = withLiterals(
    {
      ...(minor > 5 ? { nbformat_minor: minor } : {}),
      ...unknown,
      ...(clash === undefined ? {} : { [metadataName]: withLiterals({ [fieldsName]: clash }, metadata) }),
    },
    notebook,
  );
  const isPlain = jupytext === undefined || Object.keys(own).length === 0;
  if (isPlain && Object.keys(extra).length === 0 && isDefault(rest)) return first.length === 0 ? [] : [...first, ""];
  const jupyter: JsonObject = withLiterals(
    {
      ...named,
      jupytext: withLiterals({ ...own, text_representation: representation }, objectOr(jupytext)),
      ...(Object.keys(extra).length === 0 ? {} : { [fieldsName]: extra }),
    },
    metadata,
  );
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
    metadata: withJupytext(
      withLiterals(withLiterals({ ...named, ...objectOr(reserved) }, jupyter), objectOr(reserved)),
      first,
    ),
    fields: withLiterals(fields, objectOr(extra)),
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
  const { jupytext, ...others } = metadata;
  const rest = withLiterals(others, metadata);
  const { text_representation: _, ...own } = objectOr(jupytext);
  const all = withLiterals({ ...own, ...first }, objectOr(jupytext));
  return Object.keys(all).length === 0 ? rest : withLiterals({ ...rest, jupytext: all }, metadata);
};

// The lines between `// ---` and `// ---`, uncommented.
const yamlBlock = (lines: readonly string[], start: number): readonly string[] | undefined => {
  if (!/^\/\/ ?---\s*$/.test(lines[start] ?? "")) return undefined;
  const end = lines.findIndex((line, at) => at > start && /^\/\/ ?---\s*$/.test(line));
  const block = end < 0 ? [] : lines.slice(start + 1, end);
  return end < 0 || block.some((line) => !line.startsWith("//")) ? undefined : uncommentText(block);
};
