import { type PinbookError, usageError } from "../../errors.ts";

/** Makers of what DuckDB's engine does not have: a plan that holds one is refused when it is compiled. */
export const refused = <N extends string>(...names: readonly N[]): Readonly<Record<N, () => never>> =>
  Object.fromEntries(names.map((name) => [name, () => refuse(name)])) as unknown as Record<N, () => never>;

const refuse = (name: string): never => {
  throw refusal(`${name}()`);
};

/** The error for what DuckDB's engine cannot do as the frame describes it. */
export const refusal = (what: string, remedy = 'collect with { engine: "arquero" }'): PinbookError =>
  usageError(`The engine duckdb cannot do ${what} as frames do: ${remedy}.`);
