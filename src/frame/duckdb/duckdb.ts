/** DuckDB's package; loading it takes some tenths of a second, so it is loaded when a plan first runs on it. */
export type DuckDB = typeof import("@duckdb/node-api");

export const loadDuckdb = async (): Promise<DuckDB> => {
  const [duckdb, { default: vectors }] = await Promise.all([
    import("@duckdb/node-api"),
    import("@duckdb/node-api/lib/vectors/dataAccessors.js"),
  ]);
  // The library's own takes U+FEFF off the beginning of texts.
  (vectors as { textDecoder: TextDecoder }).textDecoder = wholeText;
  return duckdb;
};

const wholeText = new TextDecoder("utf-8", { ignoreBOM: true });
