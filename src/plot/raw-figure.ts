import { listOf } from "./typed-values.ts";

/** An object of a figure as its users write it: nothing in it is sure. */
export type Raw = Readonly<Record<string, unknown>>;

/** The value where it is an object, else an empty one. */
export const asRaw = (value: unknown): Raw => (typeof value === "object" && value !== null ? (value as Raw) : {});

/** The traces of a figure that are drawn at first. */
export const visibleTraces = (data: unknown): readonly Raw[] =>
  listOf(data)
    .map(asRaw)
    .filter(({ visible }) => visible !== false && visible !== "legendonly");

/** Plotly takes a title as text, and as an object with it; it may hold HTML's line breaks and bold. */
export const titleOf = (title: unknown): string | undefined => {
  const text = typeof title === "string" ? title : asRaw(title).text;
  return typeof text === "string" && text !== ""
    ? text.replace(/<br\s*\/?>/gi, " ").replace(/<[^>]*>/g, "")
    : undefined;
};
