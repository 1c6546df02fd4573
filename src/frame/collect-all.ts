import type { ColumnTable } from "../schema.ts";
import type { AnyFrame, CollectOptions } from "./any-frame.ts";
import { collectPlans } from "./choose-engine.ts";
import type { Sources } from "./engine.ts";
import type { Plan } from "./plan.ts";
import { merge } from "./sources.ts";
import { tableToRows } from "./to-rows.ts";

type Framed = Pick<AnyFrame, "plan" | "sources">;

/** A frame's rows, by its type. */
type RowsOf<F> = F extends { toRows(...args: never): Promise<infer Rows> } ? Rows : never;

/** Runs several frames together: sources that they share are read once, and steps that they share are computed once. */
export const collectAll = async <const F extends readonly Framed[]>(
  frames: F,
  options?: CollectOptions,
): Promise<{ readonly [K in keyof F]: ColumnTable }> => {
  let sources: Sources = {};
  const plans = frames.map((frame): Plan => {
    const merged = merge(sources, frame);
    sources = merged.sources;
    return merged.plan;
  });
  const tables = plans.length === 0 ? [] : await collectPlans(plans, sources, options);
  return tables as readonly ColumnTable[] as { readonly [K in keyof F]: ColumnTable };
};

/** As collectAll, with each frame's rows as objects: `const [pins, users] = await toRowsAll([pinFrame, userFrame])`. */
export const toRowsAll = async <const F extends readonly Framed[]>(
  frames: F,
  options?: CollectOptions,
): Promise<{ readonly [K in keyof F]: RowsOf<F[K]> }> => {
  const tables: readonly ColumnTable[] = await collectAll(frames, options);
  return tables.map(tableToRows) as unknown as { readonly [K in keyof F]: RowsOf<F[K]> };
};
