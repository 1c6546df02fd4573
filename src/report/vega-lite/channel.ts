import type { Json, JsonObject } from "../../notebook/index.ts";
import { objectIn } from "./json.ts";

/** What one channel of a chart's encoding shows. */
export interface Channel {
  readonly field: string | undefined;
  readonly aggregate: Aggregate | undefined;
  /** The most bins that numbers are put into; undefined where they stand for themselves. */
  readonly bins: number | undefined;
  readonly kind: "number" | "time" | "category";
  readonly title: string;
  readonly log: boolean;
  /** How categories are ordered: by a list, by the other axis, or as they are named. */
  readonly sort: readonly Json[] | "other" | "-other" | "ascending" | "descending" | "given";
  readonly stacks: boolean;
}

export type Aggregate = "count" | "sum" | "mean" | "median" | "min" | "max";

/** A channel as a chart writes it; undefined where there is none, null where it holds what is not understood here. */
export const channelOf = (content: Json | undefined): Channel | undefined | null => {
  const given = objectIn(content);
  const { field, aggregate, bin, timeUnit, type, axis, legend, scale, sort, stack } = given;
  if (field === undefined && aggregate === undefined) return undefined;
  const known = aggregate === undefined ? undefined : aggregates[String(aggregate)];
  if (timeUnit !== undefined || (aggregate !== undefined && known === undefined)) return null;
  if (field !== undefined && typeof field !== "string") return null;
  const order = sortOf(sort);
  if (order === undefined) return null;
  const bins =
    bin === true ? 10 : typeof bin === "object" && bin !== null ? Number(objectIn(bin).maxbins ?? 10) : undefined;
  const name =
    bins === undefined ? [known, field].filter((part) => part !== undefined).join(" of ") : `${field} (binned)`;
  const title = [given.title, objectIn(axis).title, objectIn(legend).title].find((text) => typeof text === "string");
  return {
    field,
    aggregate: known,
    bins: bins !== undefined && bins > 0 ? bins : undefined,
    kind: known !== undefined || type === "quantitative" ? "number" : type === "temporal" ? "time" : "category",
    title: typeof title === "string" ? title : name,
    log: objectIn(scale).type === "log",
    sort: order,
    stacks: stack !== null && stack !== false,
  };
};

/** The rows that a chart holds itself; undefined where they are elsewhere. */
export const rowsOf = (data: Json | undefined, datasets: JsonObject): readonly JsonObject[] | undefined => {
  const { values, name } = objectIn(data);
  const rows = Array.isArray(values) ? values : typeof name === "string" ? datasets[name] : undefined;
  return Array.isArray(rows) ? rows.map((row) => objectIn(row as Json)) : undefined;
};

const aggregates: Readonly<Record<string, Aggregate>> = {
  count: "count",
  sum: "sum",
  mean: "mean",
  average: "mean",
  median: "median",
  min: "min",
  max: "max",
};

const sortOf = (sort: Json | undefined): Channel["sort"] | undefined => {
  if (sort === undefined || sort === "ascending") return "ascending";
  if (sort === null) return "given";
  if (Array.isArray(sort)) return sort;
  if (sort === "descending") return "descending";
  if (sort === "x" || sort === "y") return "other";
  return sort === "-x" || sort === "-y" ? "-other" : undefined;
};
