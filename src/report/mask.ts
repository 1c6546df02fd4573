import { type Mask, maskerOf } from "../secret.ts";
import type { ReportOptions, ReportPage } from "./types.ts";

/** What a report is made of with the options' secrets as `***` in all of it: texts, names, outputs, metadata. */
export const maskReport = (
  pages: readonly ReportPage[],
  options: ReportOptions,
): { readonly pages: readonly ReportPage[]; readonly options: ReportOptions } => {
  const { secrets = [], plotly, ...texts } = options;
  if (secrets.length === 0) return { pages, options };
  const mask = maskerOf(secrets);
  return { pages: masked(pages, mask), options: { ...masked(texts, mask), ...(plotly ? { plotly } : {}) } };
};

/** Plain data with each of its texts and names passed through `mask`, pieces that are shown as one text together. */
export const masked = <T>(value: T, mask: Mask): T => maskValue(value, mask) as T;

const maskValue = (value: unknown, mask: Mask, name?: string): unknown => {
  if (typeof value === "string") return mask(value, name);
  if (Array.isArray(value)) return maskItems(value, mask);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mask(key), maskValue(item, mask, key)]));
};

const maskItems = (items: readonly unknown[], mask: Mask): readonly unknown[] => {
  if (items.some(isStream)) return joinedPieces(items).map((item) => maskValue(item, mask));
  const found = items.map((item) => maskValue(item, mask));
  if (items.length < 2 || !items.every((item) => typeof item === "string")) return found;
  // Lines of a text, of which one begins what the next one ends.
  const whole = mask(items.join(""));
  return whole === found.join("") ? found : items.map((_, at) => (at === 0 ? whole : ""));
};

interface Stream {
  readonly output_type: "stream";
  readonly name: unknown;
  readonly text: unknown;
}

const isStream = (value: unknown): value is Stream => isPlain(value) && value.output_type === "stream";

// A text that was printed in pieces is shown as one.
const joinedPieces = (items: readonly unknown[]): readonly unknown[] => {
  const joined: unknown[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (isStream(item) && isStream(last) && last.name === item.name)
      joined[joined.length - 1] = { ...last, text: textOf(last) + textOf(item) };
    else joined.push(isStream(item) ? { ...item, text: textOf(item) } : item);
  }
  return joined;
};

const textOf = ({ text }: Stream): string => (Array.isArray(text) ? text.join("") : String(text ?? ""));

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (value === null || typeof value !== "object") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
