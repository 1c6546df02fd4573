import type { ColumnTable } from "../schema.ts";
import { isScan, type Source, type Sources } from "./engine.ts";
import type { Plan } from "./plan.ts";

/** A frame as a cache of values keeps it: the plan as JSON, the rows beside it. */
export interface SavedFrame {
  readonly plan: string;
  readonly sources: Sources;
}

const immutable = Symbol.for("pinbook.immutable");
const marked = new WeakMap<ColumnTable, ColumnTable>();

/** What the frame of this plan and these rows can be made of again. Rows that come only when the plan runs stay functions, which no cache keeps. */
export const saveFrame = (plan: Plan, sources: Sources): SavedFrame => ({
  plan: JSON.stringify(plan),
  sources: Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, unchanging(source)])),
});

/** The plan and rows of a saved frame. */
export const readSavedFrame = ({ plan, sources }: SavedFrame): { readonly plan: Plan; readonly sources: Sources } => ({
  plan: frozen(JSON.parse(plan)) as Plan,
  sources,
});

/** The same rows in an object of which is known that it never changes; whoever made the rows keeps theirs. */
const unchanging = (source: Source): Source => {
  if (typeof source === "function" || isScan(source) || (source as { [immutable]?: unknown })[immutable] === true)
    return source;
  const known = marked.get(source);
  if (known) return known;
  const { schema, rowCount, columns } = source;
  const copy = Object.defineProperty({ schema, rowCount, columns }, immutable, { value: true });
  marked.set(source, copy);
  return copy;
};

const frozen = (value: unknown): unknown => {
  if (value === null || typeof value !== "object") return value;
  for (const item of Object.values(value)) frozen(item);
  return Object.freeze(value);
};
