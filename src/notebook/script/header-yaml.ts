import { createRequire } from "node:module";
import type * as Yaml from "yaml";
import { messageOf, usageError } from "../../errors.ts";
import { readJson } from "../json-read.ts";
import { formatJson, inlineField } from "../json-write.ts";
import type { Json, JsonObject } from "../types.ts";

// Loaded only where a header is read or written: most callers never do.
const yaml = (): typeof Yaml => createRequire(import.meta.url)("yaml") as typeof Yaml;

/** An object as lines of YAML. Texts are quoted wherever they are more than words: YAML's versions differ in what a plain one means. */
export const yamlLines = (value: JsonObject): readonly string[] => {
  if (hasOtherNumbers(value)) return ["jupyter:", `  ${inlineField(value, "jupyter").replace(lineEnds, escaped)}`];
  const { Document, Scalar, visit } = yaml();
  const document = new Document(value, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string" && !words.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const text = document.toString({ lineWidth: 0 }).trimEnd();
  return text.replace(lineEnds, escaped).split("\n");
};

// Numbers as Python's 1.0 stay so in JSON, which is YAML on one line.
const hasOtherNumbers = (value: JsonObject): boolean =>
  formatJson(value) !== formatJson(JSON.parse(JSON.stringify(value)));

const lineEnds = /[\u0085\u2028\u2029\ufeff]/g;

const words = /^[\w./](?:[\w ./()+-]*[\w.)])?$/;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

const jsonOf = (text: string): Json | undefined => {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
};

/** The object under `jupyter` in a header's YAML. Throws a usage error that tells where the YAML is wrong. */
export const readYaml = (text: string, name: string): JsonObject => {
  const [, json] = /^jupyter\s*:\s*(\{.*\})\s*$/s.exec(text) ?? [];
  try {
    const fromJson = json === undefined ? undefined : jsonOf(json);
    const { jupyter } = fromJson !== undefined ? { jupyter: fromJson } : (yaml().parse(text) as { jupyter: Json });
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
