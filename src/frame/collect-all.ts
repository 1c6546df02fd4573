import type { ColumnTable } from "../schema.ts";
import type { AnyFrame, CollectOptions } from "./any-frame.ts";
import { collectPlans } from "./choose-engine.ts";
import type { Sources } from "./engine.ts";
import type { Frame } from "./frame.ts";
import type { Plan } from "./plan.ts";
import type { Row } from "./row-type.ts";
import { merge } from "./sources.ts";
import { tableToRows } from "./to-rows.ts";
import { checkedValues, type Int64As, type TimesAs, type ValueOptions, type ValuesIn } from "./value-options.ts";

type Framed = Pick<AnyFrame, "plan" | "sources">;

/** A frame's rows, by its type. */
type RowsOf<F, I extends Int64As, T extends TimesAs> = readonly (F extends Frame<infer R> ? ValuesIn<R, I, T> : Row)[];

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

/** As collectAll, with each frame's rows as toRows gives them: `const [pins, users] = await toRowsAll([pinFrame, userFrame])`. */
export const toRowsAll = async <
  const F extends readonly Framed[],
  I extends Int64As = "bigint",
  T extends TimesAs = "date",
>(
  frames: F,
  options: CollectOptions & ValueOptions<I, T> = {},
): Promise<{ readonly [K in keyof F]: RowsOf<F[K], I, T> }> => {
  const { int64, times } = checkedValues(options);
  const tables: readonly ColumnTable[] = await collectAll(frames, options);
  return tables.map((table) => tableToRows(table, { int64, times })) as never;
};
