import type { Schema } from "../../schema.ts";
import { identifier, text } from "./quote.ts";
import { sqlType } from "./sql-type.ts";

/** How most lines are written: keys in this order, nothing between but this, each value of the type that it has in `schema`. */
export interface UsualLine {
  readonly schema: Schema;
  readonly colon: ":" | ": ";
  readonly comma: "," | ", ";
}

/** What json_transform makes of a line: a struct of its values, nulls where they are of another type. */
export const usualStruct = ({ schema }: UsualLine): string =>
  text(JSON.stringify(Object.fromEntries(schema.map(({ name, type }) => [name, readAs(type as string)]))));

/**
 * Whether a line `j` is, letter for letter, what its values in the struct `s` make when they are written down. Then it is JSON
 * with these keys alone, each once, and JavaScript reads the same values: no text of it holds a quote, as that would take a
 * backslash, so that each ends where it was written to end.
 */
export const isUsual = ({ schema, colon, comma }: UsualLine, j: string, s: string): string => {
  const parts = schema.flatMap(({ name, type }, index) => {
    const before = `${index === 0 ? "{" : comma}"${name}"${colon}`;
    const value = `${s}.${identifier(name)}`;
    return readAs(type as string) === "VARCHAR"
      ? [text(`${before}"`), value, text('"')]
      : [text(before), `CAST(${value} AS VARCHAR)`];
  });
  const floats = schema.filter(({ type }) => type === "float64" || type === "float32");
  const finite = floats.map(({ name, type }) => ` AND isfinite(CAST(${s}.${identifier(name)} AS ${sqlType(type)}))`);
  return `(concat(${parts.join(", ")}, '}') = ${j} AND NOT contains(${j}, '\\')${finite.join("")})`;
};

/** How most of some lines are written; undefined where they differ, or have values that are not as the schema says. */
export const usualLineOf = (lines: readonly string[], schema: Schema): UsualLine | undefined => {
  const names = schema.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) return undefined;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const shape = JSON.stringify(shapeOf(line, schema) ?? null);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const [shape, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ["null", 0]);
  return count > lines.length * usualShare ? ((JSON.parse(shape) as UsualLine | null) ?? undefined) : undefined;
};

/** Fewer lines that are as usual would be checked twice for too little. */
const usualShare = 0.6;

const shapeOf = (line: string, schema: Schema): UsualLine | undefined => {
  const row = objectOf(line);
  const known = Object.entries(row ?? {}).map(([name, value]) => {
    const field = schema.find((one) => one.name === name);
    return field && isPlain(value, field.type as string) ? field : undefined;
  });
  const fields = known.filter((field) => field !== undefined);
  const isWhole = schema.every(({ name, nullable }) => nullable || fields.some((field) => field.name === name));
  if (!row || fields.length < known.length || !isWhole || line.includes("\\")) return undefined;
  const isCompact = JSON.stringify(row) === line;
  const spaced = `{${Object.entries(row)
    .map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
    .join(", ")}}`;
  if (!isCompact && spaced !== line) return undefined;
  return isCompact ? { schema: fields, colon: ":", comma: "," } : { schema: fields, colon: ": ", comma: ", " };
};

const isPlain = (value: unknown, type: string): boolean => {
  if (readAs(type) === "VARCHAR") return typeof value === "string";
  if (type === "boolean") return typeof value === "boolean";
  // A whole number among floats is written in more than one way.
  return typeof value === "number" && Number.isInteger(value) !== type.startsWith("float");
};

const objectOf = (line: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

const texts = ["string", "date", "timestamp", "timestamp_ntz"];

const readAs = (type: string): string => {
  if (texts.includes(type)) return "VARCHAR";
  return type === "float32" ? "DOUBLE" : sqlType(type as "int32");
};
