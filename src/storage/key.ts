import { usageError } from "../errors.ts";

const maxKeyBytes = 1024;

/**
 * The key itself, if every store can hold it: parts joined by `/`, none of them empty, `.` or `..`, no control characters,
 * well-formed Unicode, at most 1,024 bytes of UTF-8 (the limit of S3). Throws a usage error that says what is wrong.
 */
export const checkKey = (key: string): string => {
  const fault = faultOf(key);
  if (fault) {
    throw usageError(
      `the object key ${JSON.stringify(key)} ${fault}: write names joined by "/", like topics/a.pin/partition=0/x.json`,
    );
  }
  return key;
};

/** Orders two strings as their UTF-8 bytes do: the order of every listing. */
export const compareKeys = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return utf8Rank(left) - utf8Rank(right);
  }
  return a.length - b.length;
};

// Surrogates stand for code points above U+FFFF, so they come after the rest of the basic plane.
const utf8Rank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

const faultOf = (key: string): string | undefined => {
  if (key === "") return "is empty";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(key)) return "holds a control character";
  if (/\p{Surrogate}/u.test(key)) return "holds half a surrogate pair";
  if (Buffer.byteLength(key) > maxKeyBytes)
    return `is ${Buffer.byteLength(key)} bytes long, more than ${maxKeyBytes.toLocaleString("en")}`;
  const bad = key.split("/").find((part) => part === "" || part === "." || part === "..");
  if (bad === undefined) return undefined;
  return bad === "" ? 'has an empty part (a "/" at its start or end, or two in a row)' : `has the part "${bad}"`;
};
