import { isJsonMime, type Json, type MimeBundle, type Output } from "../../notebook/index.ts";
import { type Pixels, pngPixels } from "../compare/png.ts";
import { markedLines, readableDiff } from "../compare/readable-diff.ts";
import { sameNumber, sameText, type Tolerance } from "../compare/same-text.ts";
import type { CheckRules } from "./rules.ts";

/** Something in which a cell's outputs differ from the saved ones. */
export interface OutputDifference {
  /** `stdout`, `display 2, text/html` … */
  readonly where: string;
  /** A unified diff, or a sentence for what has no lines. */
  readonly diff: string;
}

/**
 * In what outputs differ from those saved: the texts of each stream as a whole, displays and results one by one and type by
 * type, errors by name and message. Pictures are compared by their pixels, JSON by its values; numbers within the tolerance
 * and what a mask covers are the same.
 */
export const compareOutputs = (
  saved: readonly Output[],
  now: readonly Output[],
  rules: CheckRules,
): readonly OutputDifference[] => {
  if (rules.ignoreAll) return [];
  const [before, after] = [partsOf(saved, rules), partsOf(now, rules)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((where) => {
    const diff = differenceOf(before.get(where), after.get(where), rules);
    return diff === undefined ? [] : [{ where, diff }];
  });
};

interface Part {
  readonly mime: string;
  readonly value: Json;
}

const partsOf = (outputs: readonly Output[], { ignore }: CheckRules): ReadonlyMap<string, Part> => {
  const parts = new Map<string, Part>();
  const add = (where: string, mime: string, value: Json): void => {
    if (!ignore.has(mime) && !ignore.has(where)) parts.set(where, { mime, value });
  };
  let displays = 0;
  let errors = 0;
  for (const output of outputs) {
    if (output.output_type === "stream") {
      const former = parts.get(output.name)?.value ?? "";
      add(output.name, "text/plain", `${former}${output.text}`);
    } else if (output.output_type === "error") {
      errors += 1;
      if (!ignore.has("error"))
        add(errors === 1 ? "error" : `error ${errors}`, "error", `${output.ename}: ${output.evalue}`);
    } else {
      displays += 1;
      const what = output.output_type === "execute_result" ? "result" : `display ${displays}`;
      for (const [mime, value] of Object.entries(output.data as MimeBundle)) add(`${what}, ${mime}`, mime, value);
    }
  }
  return parts;
};

const differenceOf = (a: Part | undefined, b: Part | undefined, rules: CheckRules): string | undefined => {
  const mime = a?.mime ?? b?.mime ?? "";
  if (mime.startsWith("image/") && mime !== "image/svg+xml") return pictureDifference(a, b, rules.tolerance);
  const tolerance = looser(mime, rules.tolerance);
  if (a && b && isJsonMime(mime) && rules.masks.length === 0 && sameJson(a.value, b.value, tolerance)) return undefined;
  const [before, after] = [textOf(a, rules), textOf(b, rules)];
  if (a && b && sameText(before, after, tolerance)) return undefined;
  if (!b) return `saved, but not put out now:\n${markedLines(before, "-")}`;
  if (!a) return `not in the saved notebook:\n${markedLines(after, "+")}`;
  return readableDiff(before, after, tolerance) || undefined;
};

// Figures are computed: the last digits may be another machine's.
const looser = (mime: string, tolerance: Tolerance): Tolerance =>
  mime === "image/svg+xml" || mime.startsWith("application/vnd.")
    ? { absolute: tolerance.absolute, relative: Math.max(tolerance.relative, 1e-9) }
    : tolerance;

const textOf = (part: Part | undefined, { masks }: CheckRules): string => {
  if (!part) return "";
  const text = typeof part.value === "string" ? part.value : JSON.stringify(sorted(part.value), null, 1);
  return masks.reduce((masked, mask) => masked.replace(mask, "‹masked›"), text);
};

const isObject = (value: Json): value is { readonly [name: string]: Json } =>
  value !== null && typeof value === "object" && !Array.isArray(value);

// Plotly gives each trace an id at random.
const namesOf = (value: { readonly [name: string]: Json }): readonly string[] =>
  Object.keys(value)
    .filter((name) => name !== "uid")
    .sort();

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(namesOf(value).map((name) => [name, sorted(value[name] ?? null)]));
};

const sameJson = (a: Json, b: Json, tolerance: Tolerance): boolean => {
  if (typeof a === "number" && typeof b === "number") return sameNumber(a, b, tolerance);
  if (typeof a === "string" && typeof b === "string") return sameText(a, b, tolerance);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => sameJson(item, b[at] ?? null, tolerance));
  if (!isObject(a) || !isObject(b)) return a === b;
  const [namesA, namesB] = [namesOf(a), namesOf(b)];
  return (
    namesA.join("\n") === namesB.join("\n") &&
    namesA.every((name) => sameJson(a[name] ?? null, b[name] ?? null, tolerance))
  );
};

const pictureDifference = (a: Part | undefined, b: Part | undefined, tolerance: Tolerance): string | undefined => {
  if (!a) return "a picture that is not in the saved notebook";
  if (!b) return "a picture is saved, but not put out now";
  const [before, after] = [bytesOf(a), bytesOf(b)];
  if (before.equals(after)) return undefined;
  const [one, other] = [pngPixels(before), pngPixels(after)];
  if (!one || !other) return `the pictures differ: ${before.length} bytes saved, ${after.length} bytes now`;
  return pixelDifference(one, other, tolerance);
};

const bytesOf = ({ value }: Part): Buffer => Buffer.from(String(value).replace(/\s/g, ""), "base64");

const pixelDifference = (a: Pixels, b: Pixels, { absolute }: Tolerance): string | undefined => {
  const size = ({ width, height }: Pixels) => `${width} × ${height}`;
  if (size(a) !== size(b) || a.bytes.length !== b.bytes.length)
    return `the picture was ${size(a)} pixels, now ${size(b)}`;
  let [count, most] = [0, 0];
  for (const [at, value] of a.bytes.entries()) {
    const apart = Math.abs(value - (b.bytes[at] ?? 0));
    if (apart > absolute) count += 1;
    most = Math.max(most, apart);
  }
  if (count === 0) return undefined;
  return `${((count / a.bytes.length) * 100).toFixed(2)} % of the picture's samples differ, by ${most} of 255 at most`;
};
