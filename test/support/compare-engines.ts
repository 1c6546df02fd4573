import { isDeepStrictEqual } from "node:util";
import { messageOf } from "../../src/errors.ts";
import { arqueroEngine, duckdbEngine, type Engine, type Frame } from "../../src/frame/index.ts";
import { frameOf, type Recipe } from "./random-plan.ts";

/** What an engine makes of a frame. */
type Outcome =
  | { readonly error: string }
  | { readonly rows: readonly (readonly unknown[])[]; readonly schema: unknown };

/** Where two engines differ, shrunk and as text; undefined where they agree, "refused" where one refuses the plan. */
export const differenceOf = async (recipe: Recipe): Promise<string | undefined | "refused"> => {
  const found = await compare(recipe);
  if (found === undefined || found === "refused") return found;
  return report(await shrunk(recipe));
};

const outcomeOf = async (engine: Engine, frame: Frame): Promise<Outcome> => {
  try {
    const table = await engine.run(frame.plan, frame.sources);
    const columns = table.schema.map(({ name }) => table.columns[name] ?? []);
    const rows = Array.from({ length: table.rowCount }, (_, row) => columns.map((column) => column[row]));
    return { rows, schema: table.schema };
  } catch (error) {
    return { error: messageOf(error) };
  }
};

const compare = async (recipe: Recipe): Promise<readonly [Outcome, Outcome] | "refused" | undefined> => {
  const frame = frameOf(recipe);
  const [a, b] = [await outcomeOf(arqueroEngine, frame), await outcomeOf(duckdbEngine, frame)];
  if ("error" in b && b.error.startsWith("The engine duckdb cannot do")) return "refused";
  if ("error" in a && "error" in b) return undefined;
  if (isOfValue(a) || isOfValue(b)) return undefined;
  return isDeepStrictEqual(a, b) ? undefined : [a, b];
};

/** Whether a value could not be computed, which the other engine may not have needed for the answer. */
const isOfValue = (outcome: Outcome): boolean =>
  "error" in outcome &&
  /does not fit int|past its type|past 2\^53|more than 38 digits|cannot be cast/.test(outcome.error);

/** The recipe with as few verbs and rows as still make a difference. */
const shrunk = async (recipe: Recipe): Promise<Recipe> => {
  for (const smaller of candidates(recipe)) {
    const found = await compare(smaller);
    if (found !== undefined && found !== "refused") return shrunk(smaller);
  }
  return recipe;
};

function* candidates(recipe: Recipe): Generator<Recipe> {
  for (const name of ["rows", "others"] as const) {
    const all = recipe[name];
    if (all.length > 3) {
      yield { ...recipe, [name]: all.slice(0, all.length >> 1) };
      yield { ...recipe, [name]: all.slice(all.length >> 1) };
    }
  }
  for (const name of ["steps", "rows", "others"] as const) {
    const all = recipe[name] as readonly unknown[];
    for (let at = all.length - 1; at >= 0 && all.length < 60; at--) {
      yield { ...recipe, [name]: all.filter((_, index) => index !== at) };
    }
  }
}

const report = async (recipe: Recipe): Promise<string> => {
  const frame = frameOf(recipe);
  const [arquero, duckdb] = [await outcomeOf(arqueroEngine, frame), await outcomeOf(duckdbEngine, frame)];
  const sources = Object.entries(frame.sources).map(([name, table]) => `${name}: ${shown(table)}`);
  return [
    frame.toString(),
    duckdbEngine.explain(frame.plan),
    ...sources,
    `arquero ${shown(arquero)}`,
    `duckdb ${shown(duckdb)}`,
  ].join("\n");
};

/** What says where the engines differ without the schemas. */
const shown = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) => {
    if (key === "schema") return undefined;
    if (typeof inner === "bigint") return `${inner}n`;
    if (typeof inner === "number" && (!Number.isFinite(inner) || Object.is(inner, -0)))
      return Object.is(inner, -0) ? "-0" : String(inner);
    return inner;
  })?.slice(0, 3000);
