import type { Field } from "../../schema.ts";
import { wellFormed } from "../../well-formed.ts";
import { isoDate, isoTimestamp, jsonWriter, numberText } from "./json-text.ts";

/** How a column's values are written where all is text: CSV, names of folders. Nested values are JSON, bytes base64. */
export const textWriter = (name: string, type: Field["type"]): ((value: never) => string) => {
  switch (type) {
    case "string":
      return (text: string) => wellFormed(text, name);
    case "float32":
    case "float64":
      return numberText;
    case "binary":
      return (value: Uint8Array) => Buffer.from(value).toString("base64");
    case "date":
      return isoDate;
    case "timestamp":
    case "timestamp_ntz":
      return (micros: bigint) => isoTimestamp(micros, type === "timestamp");
    default:
      return typeof type === "object" && type.kind !== "decimal" ? jsonWriter(type) : String;
  }
};
