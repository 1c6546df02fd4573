/** The only place that knows which library reads and writes Parquet. */
export { decodeParquet } from "./read-parquet.ts";
export { encodeParquet } from "./write-parquet.ts";
