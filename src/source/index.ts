export { bundledSource } from "./bundled.ts";
export { defaultSeed, generateTables, type WrittenTable, writeTables } from "./generate/index.ts";
export { type LoadedTable, type LoadOptions, loadTables } from "./load-tables.ts";
export { mysqlSource } from "./mysql.ts";
export type { MySqlSettings } from "./mysql-settings.ts";
export type { RowSource } from "./row-source.ts";
export { type Row, type TableColumn, type TableName, tableColumns, tableNames } from "./tables.ts";
