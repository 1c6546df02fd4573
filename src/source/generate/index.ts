export { defaultSeed, generateTables } from "./generate-tables.ts";
export { tableFile, toNdjson, type WrittenTable, writeTables } from "./write-tables.ts";
