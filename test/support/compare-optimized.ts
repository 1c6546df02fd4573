import { isDeepStrictEqual } from "node:util";
import type { Plan, Sources } from "../../src/frame/index.ts";
import { optimized } from "../../src/frame/optimize.ts";
import { schemaOf } from "../../src/frame/schema-of.ts";
import { frameOf, type Recipe } from "./random-plan.ts";
import { runAsItStands } from "./run-plan.ts";

/** How a plan's rows differ from those that it has when it is optimised; undefined where they are the same. */
export const differenceWhenOptimized = (recipe: Recipe): unknown => {
  const { plan, sources } = frameOf(recipe);
  const asItStands = rowsOf(plan, plan, sources);
  if (asItStands instanceof Error) return undefined;
  const better = rowsOf(optimized(plan), plan, sources);
  return isDeepStrictEqual(asItStands, better) ? undefined : { asItStands, better };
};

/** The rows of the columns that `asked` has, or what a value failed with. */
const rowsOf = (plan: Plan, asked: Plan, sources: Sources): unknown => {
  try {
    const table = runAsItStands(plan, sources);
    return schemaOf(asked).map(({ name }) => Array.from({ length: table.numRows() }, (_, row) => table.get(name, row)));
  } catch (error) {
    return error;
  }
};
