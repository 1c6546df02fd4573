import { messageOf } from "../../errors.ts";
import { compactJson } from "../json-text.ts";
import type { ConsumedRecord } from "../types.ts";

/** A record as its line in an object, without the line's end; or why it has none. */
export type Line = { readonly text: string } | { readonly reason: string };

/** A record's value as one line of JSON: the same text as in the topic, less the white space between tokens. */
export const lineOf = ({ value }: ConsumedRecord): Line => {
  if (value === null) return { reason: "the value is null (a tombstone)" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return { reason: "the value is not UTF-8" };
  }
  try {
    JSON.parse(text);
  } catch (error) {
    return { reason: `the value is not JSON: ${messageOf(error)}` };
  }
  return { text: compactJson(text) };
};
