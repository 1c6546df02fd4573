import type { DataType, Field, Schema } from "../../schema.ts";
import { identifier, text } from "./quote.ts";
import { sqlType } from "./sql-type.ts";
import { isUsual, type UsualLine, usualStruct } from "./usual-line.ts";

/** Files of JSON lines as a SELECT. */
export interface NdjsonSelect {
  readonly paths: readonly string[];
  /** Every line is held against all of it. */
  readonly schema: Schema;
  /** The columns to give, in order: names of the schema's, and what they are called. */
  readonly columns: readonly { readonly name: string; readonly as: string }[];
  /** The keys of lines that were looked at, in their order: such lines are checked in less time. */
  readonly keyOrders: readonly (readonly string[])[];
  /** How most lines are written, which takes a third of the time to check. */
  readonly usual?: UsualLine;
  /** A column for whether a line is certain, without which the query fails where one is not. */
  readonly certain?: string;
}

/** What the query fails with at a line of which it is not sure. */
export const doubt = "pinbook: a line that JavaScript must read";

/**
 * A SELECT of the rows of files of JSON lines that fails, with `doubt` or with what DuckDB says of it, where any line is not
 * certain to be the row that src/frame/read makes of it; or that has nulls for such lines and says so. DuckDB takes NaN, Infinity and commas before brackets for JSON, the
 * first of two keys and -0 for 0, and converts types. Undefined where a column has a type that is left to JavaScript.
 */
export const ndjsonSelect = ({
  paths,
  schema,
  columns,
  keyOrders,
  usual,
  certain,
}: NdjsonSelect): string | undefined => {
  if (!schema.every(isReadable) || paths.some((path) => /[*?[\]{}\0]/.test(path))) return undefined;
  const orders = keyOrders.filter((keys) => keys.length > 0 && keys.every(isPlainKey));
  const extras = [...new Set(orders.flat())].filter((key) => !schema.some(({ name }) => name === key));
  const read = schema.filter(({ name, type }) => type !== "string" || columns.some((column) => column.name === name));
  const place = new Map(read.map(({ name }, index) => [name, `v[${index + 1}]`]));
  const names = schema.map(({ name }) => name);
  const files = `read_ndjson_objects([${paths.map(text).join(", ")}], format = 'newline_delimited', compression = 'uncompressed', ignore_errors = ${certain !== undefined})`;
  const parts = [
    `json_keys(json) AS k`,
    `json_type(json, ${jsonPaths([...names, ...extras])}) AS t`,
    `json_extract_string(json, ${jsonPaths(read.map(({ name }) => name))}) AS v`,
  ];
  const parsed = usual
    ? partsWhereUnusual(usual, parts, files)
    : `SELECT CAST(json AS VARCHAR) AS j, ${parts.join(", ")} FROM ${files}`;
  const types = listOf(schema.map(({ type }) => usualTypes[type as string] ?? ""));
  const isStrict = [
    `(t${extras.length === 0 ? "" : `[1:${schema.length}]`} = ${types} OR (${schema.map(typeIsRight).join(" AND ")}))`,
    ...read.flatMap((field) => valueIsRight(field, place.get(field.name) ?? "", schema.indexOf(field))),
    keysAreRight(orders, extras, schema.length),
  ].join(" AND ");
  const isCertain = usual ? `CASE WHEN u THEN true ELSE ${isTrue(isStrict)} END` : isTrue(isStrict);
  const values = columns.map(({ name }) => {
    const { type } = schema.find((one) => one.name === name) as Field;
    const value = typedValue(type, place.get(name) ?? "");
    if (!usual) return value;
    const isThere = usual.schema.some((one) => one.name === name);
    return `CASE WHEN u THEN ${isThere ? typedValue(type, `s.${identifier(name)}`) : "NULL"} ELSE ${value} END`;
  });
  if (certain !== undefined) {
    const given = columns.map(({ as }, index) => `CASE WHEN ok THEN ${values[index]} END AS ${as}`);
    return `SELECT ${[...given, `ok AS ${certain}`].join(", ")} FROM (SELECT *, ${isCertain} AS ok FROM (${parsed}))`;
  }
  // Rows come of unnest, which DuckDB neither leaves out nor does twice.
  const row = ["c := true", ...values.map((value, index) => `c${index} := ${value}`)].join(", ");
  const checked = `SELECT unnest(CASE WHEN ${isCertain} THEN [struct_pack(${row})] ELSE error(${text(doubt)}) END) AS r FROM (${parsed})`;
  return `SELECT ${columns.map(({ as }, index) => `r.c${index} AS ${as}`).join(", ")} FROM (${checked})`;
};

/** A line's values in `s` and whether it is as usual in `u`; what else there is to know of it, where it is not. */
const partsWhereUnusual = (usual: UsualLine, parts: readonly string[], files: string): string => {
  const times = usual.schema.flatMap((field) =>
    isTime(field.type) ? valueIsRight(field, `s.${identifier(field.name)}`, 0) : [],
  );
  const isOne = isTrue([isUsual(usual, "j", "s"), ...times].join(" AND "));
  const struct = parts.map((part) => part.replace(/^(.*) AS (\w)$/, "$2 := $1")).join(", ");
  return (
    `SELECT j, s, u, p.k AS k, p.t AS t, p.v AS v FROM (SELECT j, s, u, CASE WHEN u THEN NULL ELSE struct_pack(${struct}) END AS p ` +
    `FROM (SELECT json, j, s, ${isOne} AS u FROM (SELECT json, CAST(json AS VARCHAR) AS j, json_transform(json, ${usualStruct(usual)}) AS s FROM ${files})))`
  );
};

const isTime = (type: DataType): boolean => type === "date" || type === "timestamp" || type === "timestamp_ntz";

/** Whether a condition is true, and not null. */
const isTrue = (condition: string): string => `((${condition}) IS NOT DISTINCT FROM true)`;

/** Whether a value is one of some. IN, and OR between equalities, become a join, which changes the order of the rows. */
const isAmong = (value: string, some: readonly string[]): string =>
  some.length === 1 ? `${value} = ${some[0]}` : `list_contains([${some.join(", ")}], ${value})`;

const plainTypes = ["NULL", "VARCHAR", "BOOLEAN", "UBIGINT", "BIGINT"];

const isPlainKey = (key: string): boolean => key !== "" && !/["\\*\0]/.test(key);

const isReadable = ({ name, type }: Field): boolean =>
  isPlainKey(name) && typeof type === "string" && usualTypes[type] !== undefined;

const listOf = (texts: readonly string[]): string => `[${texts.map(text).join(", ")}]`;
const jsonPaths = (keys: readonly string[]): string => listOf(keys.map((key) => `$."${key}"`));

/** What json_type mostly says of the values of a type that is read here. */
const usualTypes: Readonly<Record<string, string>> = {
  boolean: "BOOLEAN",
  int8: "UBIGINT",
  int16: "UBIGINT",
  int32: "UBIGINT",
  int64: "UBIGINT",
  float32: "DOUBLE",
  float64: "DOUBLE",
  string: "VARCHAR",
  date: "VARCHAR",
  timestamp: "VARCHAR",
  timestamp_ntz: "VARCHAR",
};

const possibleTypes = (type: DataType): readonly string[] => {
  switch (type) {
    case "int8":
    case "int16":
    case "int32":
      return ["UBIGINT", "BIGINT"];
    case "int64":
      return ["UBIGINT", "BIGINT", "VARCHAR"];
    case "float32":
    case "float64":
      return ["DOUBLE", "UBIGINT", "BIGINT"];
    default:
      return [usualTypes[type as string] ?? ""];
  }
};

const typeIsRight = ({ type, nullable }: Field, index: number): string => {
  const found = `t[${index + 1}]`;
  const isOne = isAmong(found, possibleTypes(type).map(text));
  return nullable ? `(${found} IS NULL OR ${found} = 'NULL' OR ${isOne})` : isTrue(isOne);
};

/** Conditions on a value whose type is right. */
const valueIsRight = ({ type }: Field, value: string, index: number): readonly string[] => {
  const or = (condition: string): readonly string[] => [`(${value} IS NULL OR ${isTrue(condition)})`];
  const found = `t[${index + 1}]`;
  switch (type) {
    case "int8":
    case "int16":
    case "int32":
      return or(`TRY_CAST(${value} AS ${sqlType(type)}) IS NOT NULL`);
    case "int64": {
      const isDigits = `regexp_full_match(${value}, '-?\\d{1,19}')`;
      return or(`TRY_CAST(${value} AS BIGINT) IS NOT NULL AND (${found} <> 'VARCHAR' OR ${isDigits})`);
    }
    case "float32":
    case "float64":
      return or(
        `isfinite(TRY_CAST(TRY_CAST(${value} AS DOUBLE) AS ${sqlType(type)})) AND NOT (${found} = 'BIGINT' AND ${value} IN ('0', '-0'))`,
      );
    case "date":
      return or(`pinbook_date(${value}) IS NOT NULL`);
    case "timestamp":
    case "timestamp_ntz":
      return or(`pinbook_timestamp(${value}) IS NOT NULL`);
    default:
      return [];
  }
};

/**
 * No key twice, and no syntax that is DuckDB's alone. A line with keys as looked at has nothing in it that is not checked,
 * but for other keys' values, which must be plain, and a comma at its end.
 */
const keysAreRight = (keyOrders: NdjsonSelect["keyOrders"], extras: readonly string[], first: number): string => {
  const strict = `len(k) = len(list_distinct(k)) AND pinbook_json(j) IS NOT NULL`;
  if (keyOrders.length === 0) return isTrue(strict);
  const plain = extras.map(
    (_, index) => `(t[${first + index + 1}] IS NULL OR ${isAmong(`t[${first + index + 1}]`, plainTypes.map(text))})`,
  );
  const known = [isAmong("k", keyOrders.map(listOf)), ...plain].join(" AND ");
  return isTrue(`CASE WHEN ${known} THEN NOT regexp_matches(j, ',\\s*\\}\\s*$') ELSE ${strict} END`);
};

const typedValue = (type: DataType, value: string): string => {
  switch (type) {
    case "string":
      return value;
    case "date":
      return `pinbook_date(${value})`;
    case "timestamp":
    case "timestamp_ntz":
      return `pinbook_timestamp(${value})`;
    case "float32":
      return `CAST(CAST(${value} AS DOUBLE) AS FLOAT)`;
    default:
      return `CAST(${value} AS ${sqlType(type)})`;
  }
};
