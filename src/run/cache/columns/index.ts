export { fewRows, readColumns, type StoredColumn, type StoredColumns, storeColumns } from "./stored.ts";
