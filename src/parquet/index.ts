/** The only place that knows which library reads and writes Parquet. */

export { type ParquetInfo, parquetFileSchema, parquetInfo } from "./file-schema.ts";
export { decodeParquet, type ParquetDamage, type ParquetOptions, type ParquetSource, parquetTables } from "./read.ts";
export { encodeParquet, type ParquetEncoder, parquetEncoder } from "./write.ts";
