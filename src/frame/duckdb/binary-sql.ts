import type { binaryFunctions } from "../functions/binary.ts";
import { type Maker, unlessNull } from "./maker.ts";
import { text } from "./quote.ts";

const hexPattern = "(?:[0-9a-fA-F]{2})*";
const letter = "[A-Za-z0-9+/]";
/** The last letter before the padding has no bits that no byte takes. */
const base64Pattern = `(?:${letter}{4})*(?:${letter}[AQgw]==|${letter}{2}[AEIMQUYcgkosw048]=)?`;

/** The bytes of a text; null where it is of another form. */
const tried =
  (name: string, pattern: string): Maker =>
  (_, [value]) =>
    `CASE WHEN regexp_full_match(${value}, ${text(pattern)}) THEN ${name}(${value}) END`;

const read =
  (from: Maker, form: string, instead: string): Maker =>
  (node, args) => {
    const [value = ""] = args;
    const reason = text(` is no ${form}: use ${instead} for null in its place.`);
    const failed = `CAST(error('The text ' || to_json(${value}) || ${reason}) AS BLOB)`;
    return unlessNull([value], `COALESCE(${from(node, args)}, ${failed})`);
  };

const fromHex = tried("unhex", hexPattern);
const fromBase64 = tried("from_base64", base64Pattern);

/** Bytes as text, and text as bytes. */
export const binarySql: Readonly<Record<keyof typeof binaryFunctions, Maker>> = {
  hex: (_, [value]) => `lower(hex(${value}))`,
  base64: (_, [value]) => `to_base64(${value})`,
  fromHex: read(fromHex, "hexadecimal digits in pairs", "tryFromHex"),
  tryFromHex: fromHex,
  fromBase64: read(fromBase64, "base64", "tryFromBase64"),
  tryFromBase64: fromBase64,
};
