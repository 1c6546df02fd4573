import { type PinbookError, usageError } from "../../errors.ts";

/** The error for what DuckDB's engine cannot do as the frame describes it. */
export const refusal = (what: string, remedy = 'collect with { engine: "arquero" }'): PinbookError =>
  usageError(`The engine duckdb cannot do ${what} as frames do: ${remedy}.`);
