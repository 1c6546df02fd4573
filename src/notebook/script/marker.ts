import { usageError } from "../../errors.ts";
import { readJson } from "../json-read.ts";
import { inlineField } from "../json-write.ts";
import type { Json, JsonObject } from "../types.ts";

/** What a cell's first line in a percent script says: `// %% A title [markdown] tags=["a"]`. */
export interface Marker {
  /** Percent signs beyond two: the cell's depth in an outline. */
  readonly depth: number;
  readonly title: string;
  /** What stands in brackets: `markdown`, `md` or `raw`. */
  readonly type: string | undefined;
  readonly values: JsonObject;
}

/** A marker as its line. */
export const formatMarker = ({ depth, title, type, values }: Marker): string => {
  const words = [
    `// %%${"%".repeat(depth)}`,
    ...(title === "" ? [] : [title]),
    ...(type === undefined ? [] : [`[${type}]`]),
    ...Object.keys(values).map((name) => `${name}=${inlineField(values, name).replace(/[\u2028\u2029]/g, escaped)}`),
  ];
  return words.join(" ");
};

/** Whether a line of a script begins a cell. */
export const isMarker = (line: string): boolean => markerLine.test(line);

/** Whether a text can stand as a marker's title and be read again. */
export const isTitle = (value: Json | undefined): value is string =>
  typeof value === "string" &&
  /^[^\s%=[\]{}](?:[^\p{Cc}\p{Cs}\u2028\u2029=[\]{}]*[^\p{Cc}\p{Cs}\s=[\]{}])?$/u.test(value);

/** Whether a name of a cell's metadata can stand before `=`, as jupytext reads it. */
export const isValueName = (name: string): boolean => /^[a-zA-Z0-9_.@/-]+$/.test(name);

/** Reads a marker's line: values as JSON, also as one object at the end. `where` tells file and line for errors. */
export const parseMarker = (line: string, where: string): Marker => {
  const [, signs = "", rest = ""] = markerLine.exec(line) ?? [];
  const start = valuesStart(rest);
  const [, title = "", type] = /^(.*?)(?:\[(\w+)\])?$/.exec(rest.slice(0, start).trim()) ?? [];
  const text = rest.slice(start).trim();
  const values = text.startsWith("{") ? objectOf(text, where) : readValues(text, where);
  return { depth: signs.length, title: title.trim(), type, values };
};

const markerLine = /^\s*\/\/\s*%%(%*)(?:\s(.*))?$/s;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;

// Where the first `name=` or `{` is; without one, after all that stands there, or after the type in brackets.
const valuesStart = (text: string): number => {
  const brace = text.indexOf("{");
  const first = /(?:^|(?<=[\s\]]))[a-zA-Z0-9_.@/-]+=/.exec(text)?.index ?? -1;
  const starts = [brace, first].filter((at) => at >= 0);
  if (starts.length > 0) return Math.min(...starts);
  const bracket = /\[\w+\]\s+\S/.exec(text);
  return bracket ? bracket.index + text.slice(bracket.index).indexOf("]") + 1 : text.length;
};

const objectOf = (text: string, where: string): JsonObject => {
  const value = jsonOf(text, text, where);
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw problem(text, where);
  return value as JsonObject;
};

// Each value is read for itself, so that what is wrong is shown; then all together, so that each number stays as it was written.
const readValues = (text: string, where: string): JsonObject => {
  const fields: string[] = [];
  for (let at = 0; at < text.length; ) {
    const [whole, name] = /^\s*([a-zA-Z0-9_.@/-]+)(?:\s|=|$)/.exec(text.slice(at)) ?? [];
    if (whole === undefined || name === undefined) throw problem(text.slice(at), where);
    at += whole.length;
    const end = whole.endsWith("=") ? valueEnd(text, at) : at;
    const value = whole.endsWith("=") ? text.slice(at, end) : "null";
    jsonOf(value, value, where);
    fields.push(`${JSON.stringify(name)}:${value}`);
    at = end;
    while (text[at] === " ") at += 1;
  }
  return jsonOf(`{${fields.join()}}`, text, where) as JsonObject;
};

// A value ends at the first space outside strings and brackets.
const valueEnd = (text: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    else if (character === " " && depth <= 0) return at;
  }
  return text.length;
};

const jsonOf = (json: string, shown: string, where: string): Json => {
  try {
    return readJson(json);
  } catch (error) {
    throw problem(shown, where, error);
  }
};

const problem = (text: string, where: string, cause?: unknown) =>
  usageError(
    `${where}: a cell's marker holds values as name=JSON, as in // %% tags=["parameters"], not ${JSON.stringify(text.slice(0, 60))}. Correct the line.`,
    cause,
  );
