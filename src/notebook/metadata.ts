import { fieldProblem } from "./field-problem.ts";
import { withLiterals } from "./json-number.ts";
import type { Cell, Json, JsonObject } from "./types.ts";

/**
 * A notebook's own metadata, checked against nbformat 4.5: what the format defines must have its type, everything else
 * stays as it is. A kernel without a name to show gets that of its specification. `name` and `where` are for errors.
 */
export const notebookMetadata = (metadata: JsonObject, name: string, where: string): JsonObject => {
  const named = withDisplayName(metadata);
  check(named, notebookFields, name, where);
  return named;
};

/** The same for a cell's metadata; a tag that stands there twice stays once. */
export const cellMetadata = (
  metadata: JsonObject,
  type: Cell["cell_type"],
  name: string,
  where: string,
): JsonObject => {
  const fields = cellFields[type];
  if (!Object.keys(metadata).some((field) => fields.has(field))) return metadata;
  check(metadata, fields, name, where);
  const { tags } = metadata;
  if (!Array.isArray(tags) || new Set(tags).size === tags.length) return metadata;
  return withLiterals({ ...metadata, tags: [...new Set(tags)] }, metadata);
};

interface Rule {
  readonly allowed: string;
  readonly holds: (value: Json) => boolean;
  /** What an object must or may hold. */
  readonly fields?: Rules;
  readonly needs?: readonly string[];
}

type Rules = ReadonlyMap<string, Rule>;

const isObject = (value: Json): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const rules = (fields: Readonly<Record<string, Rule>>): Rules => new Map(Object.entries(fields));
const rule = (allowed: string, holds: Rule["holds"]): Rule => ({ allowed, holds });
const text = rule("a string", (value) => typeof value === "string");
const flag = rule("true or false", (value) => typeof value === "boolean");
const object = rule("a JSON object", isObject);

const notebookFields = rules({
  kernelspec: { ...object, fields: rules({ name: text, display_name: text }), needs: ["name", "display_name"] },
  language_info: {
    ...object,
    fields: rules({
      name: text,
      codemirror_mode: rule("a string or a JSON object", (value) => typeof value === "string" || isObject(value)),
      file_extension: text,
      mimetype: text,
      pygments_lexer: text,
    }),
    needs: ["name"],
  },
  title: text,
  authors: rule("a list", (value) => Array.isArray(value)),
});

const isTag = (value: Json): boolean => typeof value === "string" && value !== "" && !value.includes(",");
const common = {
  jupyter: object,
  name: rule("a string of one line that is not empty", (value) => typeof value === "string" && /^.+\n?$/.test(value)),
  tags: rule("a list of strings without commas", (value) => Array.isArray(value) && value.every(isTag)),
};
const cellFields = {
  code: rules({
    ...common,
    collapsed: flag,
    scrolled: rule('true, false or "auto"', (value) => typeof value === "boolean" || value === "auto"),
    execution: rule(
      "a JSON object of strings",
      (value) => isObject(value) && Object.values(value).every((at) => typeof at === "string"),
    ),
  }),
  markdown: rules(common),
  raw: rules({ ...common, format: text }),
} as const;

const check = (value: JsonObject, fields: Rules, name: string, where: string): void => {
  for (const [field, { allowed, holds, fields: inner, needs = [] }] of fields) {
    const own = Object.hasOwn(value, field) ? value[field] : undefined;
    if (own === undefined) continue;
    const place = `${where}, ${field}`;
    if (!holds(own)) throw fieldProblem(name, place, allowed, own);
    if (!inner || !isObject(own)) continue;
    check(own, inner, name, place);
    const missing = needs.find((need) => !Object.hasOwn(own, need));
    if (missing !== undefined) throw fieldProblem(name, `${place}, ${missing}`, "a string", undefined);
  }
};

const withDisplayName = (metadata: JsonObject): JsonObject => {
  const { kernelspec } = metadata;
  if (kernelspec === undefined || !isObject(kernelspec) || typeof kernelspec.name !== "string") return metadata;
  if (Object.hasOwn(kernelspec, "display_name")) return metadata;
  const named = withLiterals({ ...kernelspec, display_name: kernelspec.name }, kernelspec);
  return withLiterals({ ...metadata, kernelspec: named }, metadata);
};
