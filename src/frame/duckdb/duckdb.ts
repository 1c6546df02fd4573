/** DuckDB's package; loading it takes some tenths of a second, so it is loaded when a plan first runs on it. */
export type DuckDB = typeof import("@duckdb/node-api");

export const loadDuckdb = (): Promise<DuckDB> => import("@duckdb/node-api");
