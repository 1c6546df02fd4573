/** The only place that knows which library reads and writes Parquet. */

export { parquetFileSchema } from "./file-schema.ts";
export { decodeParquet } from "./read.ts";
export { checkWritable } from "./schema.ts";
export { encodeParquet } from "./write.ts";
