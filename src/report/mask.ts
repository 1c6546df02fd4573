import { maskerOf } from "../secret.ts";
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

/** Plain data with each of its texts and names passed through `mask`. */
export const masked = <T>(value: T, mask: (text: string) => string): T => maskValue(value, mask) as T;

const maskValue = (value: unknown, mask: (text: string) => string): unknown => {
  if (typeof value === "string") return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, mask));
  if (value === null || typeof value !== "object" || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [mask(key), maskValue(item, mask)]));
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
