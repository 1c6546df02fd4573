import { parseJsonPath } from "../json-path.ts";
import { formatPattern } from "../time/format.ts";
import { constantOf, int32, type Maker, slicePlaces, unlessNull } from "./maker.ts";
import { text } from "./quote.ts";
import { refusal } from "./refusal.ts";

type Added =
  | "trimStart"
  | "trimEnd"
  | "repeat"
  | "padStart"
  | "padEnd"
  | "jsonText"
  | "jsonNumber"
  | "jsonBoolean"
  | "parseTime"
  | "tryParseTime";

const repeat: Maker = (_, [value, times]) => `repeat(${value}, CAST(greatest(trunc(${times}), 0) AS BIGINT))`;

/** DuckDB cuts a longer text, and refuses an empty fill. */
const pad =
  (name: "lpad" | "rpad"): Maker =>
  (node, [value, length, fill]) => {
    const padded = `CASE WHEN length(${value}) >= ${length} THEN ${value} ELSE ${name}(${value}, ${int32(length ?? "")}, ${fill}) END`;
    return constantOf(node, 2) === "" && node.args[2]?.kind === "literal"
      ? unlessNull([value, length], value ?? "")
      : unlessNull([value, length, fill], `CASE WHEN ${fill} = '' THEN ${value} ELSE ${padded} END`);
  };

/** A text's part as a list of code points, or a list's part. */
export const sliceText: Maker = (node, [value]) => {
  const { first, last } = slicePlaces(node, `length(${value})`);
  return `substring(${value}, CAST(${first} AS BIGINT), CAST(greatest(${last} + 1 - (${first}), 0) AS BIGINT))`;
};

const json =
  (types: readonly string[], type: string): Maker =>
  (node, [value]) => {
    const path = text(jsonPath(constantOf(node, 1)));
    const valid = `pinbook_json(${value})`;
    const found = `json_type(${valid}, ${path}) IN (${types.map(text).join(", ")})`;
    return `CASE WHEN ${found} THEN CAST(json_extract_string(${valid}, ${path}) AS ${type}) END`;
  };

const jsonPath = (path: string): string => {
  const steps = parseJsonPath(path).map((step) => {
    if (typeof step === "number") return `[${step}]`;
    if (!/["\\*\0]/.test(step)) return `."${step}"`;
    throw refusal(`a JSON path with ${JSON.stringify(step)}`);
  });
  return `$${steps.join("")}`;
};

/** The time that a text of the format is; null where it is none. */
const parsed: Maker = (node, [value]) => {
  const format = constantOf(node, 1);
  const pattern = text(`(?s:${formatPattern(format).replaceAll(/\(\?<\w>/g, "(")})`);
  return `CASE WHEN regexp_full_match(${value}, ${pattern}) THEN try_strptime(${value}, ${text(format)}) END`;
};

const parseTime: Maker = (node, [value = ""]) => {
  const reason = text(` is no time of the form ${constantOf(node, 1)}: use tryParseTime for null in its place.`);
  const failed = `CAST(error('The text ' || to_json(${value}) || ${reason}) AS TIMESTAMP)`;
  return unlessNull([value], `COALESCE(${parsed(node, [value])}, ${failed})`);
};

/** Functions of text that DuckDB has in another way. */
export const textSql: Readonly<Record<Added, Maker>> = {
  trimStart: (_, [value]) => `pinbook_trim_start(${value})`,
  trimEnd: (_, [value]) => `pinbook_trim_end(${value})`,
  repeat,
  padStart: pad("lpad"),
  padEnd: pad("rpad"),
  jsonText: json(["VARCHAR"], "VARCHAR"),
  jsonNumber: json(["UBIGINT", "BIGINT", "HUGEINT", "UHUGEINT", "DOUBLE"], "DOUBLE"),
  jsonBoolean: json(["BOOLEAN"], "BOOLEAN"),
  parseTime,
  tryParseTime: parsed,
};
