import type { DataType, Field, Schema } from "../../schema.ts";
import { converter } from "../cast.ts";

type TextRow = Readonly<Record<string, string | null>>;

/** The narrowest of these that reads all of a column's texts; what reads none of them is text. */
const candidates: readonly DataType[] = ["boolean", "int32", "int64", "float64", "date", "timestamp"];

/** The schema of rows of texts; every column may be null, since later rows may lack what these have. */
export const inferTextSchema = (rows: readonly TextRow[]): Schema =>
  Object.keys(rows[0] ?? {}).map(
    (name): Field => ({ name, type: typeOfTexts(rows.map((row) => row[name])), nullable: true }),
  );

const typeOfTexts = (values: readonly (string | null | undefined)[]): DataType => {
  const texts = values.filter((value): value is string => typeof value === "string");
  if (texts.length === 0) return "string";
  return candidates.find((type) => texts.every((text) => reads(text, type))) ?? "string";
};

/** Whether a text is a value of a type and would be written so: 007 is a text. */
const reads = (text: string, type: DataType): boolean => {
  const isNumber = type === "int32" || type === "int64" || type === "float64";
  if (isNumber && (/^[+-]?0\d/.test(text) || text.trim() !== text)) return false;
  return converter("string", type)?.(text as never) !== undefined;
};
