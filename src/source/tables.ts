/** The three tables of the pipeline. */
export type TableName = "pinterest_data" | "geolocation_data" | "user_data";

/**
 * One row: the database's column names in the database's order.
 * Datetimes are text, `YYYY-MM-DDTHH:MM:SS` (ISO 8601, UTC without a mark).
 */
export type Row = Readonly<Record<string, string | number | null>>;

/** A column as the database has it. */
export interface TableColumn {
  readonly name: string;
  readonly type: "int" | "varchar(36)" | "text" | "float" | "datetime";
}

/** The tables' names in the order in which they are read and written. */
export const tableNames: readonly TableName[] = ["pinterest_data", "geolocation_data", "user_data"];

/** Each table's columns in database order; the first one is the key that joins them. */
export const tableColumns: Readonly<Record<TableName, readonly TableColumn[]>> = {
  pinterest_data: [
    { name: "index", type: "int" },
    { name: "unique_id", type: "varchar(36)" },
    { name: "title", type: "text" },
    { name: "description", type: "text" },
    { name: "poster_name", type: "text" },
    { name: "follower_count", type: "text" },
    { name: "tag_list", type: "text" },
    { name: "is_image_or_video", type: "text" },
    { name: "image_src", type: "text" },
    { name: "downloaded", type: "int" },
    { name: "save_location", type: "text" },
    { name: "category", type: "text" },
  ],
  geolocation_data: [
    { name: "ind", type: "int" },
    { name: "timestamp", type: "datetime" },
    { name: "latitude", type: "float" },
    { name: "longitude", type: "float" },
    { name: "country", type: "text" },
  ],
  user_data: [
    { name: "ind", type: "int" },
    { name: "first_name", type: "text" },
    { name: "last_name", type: "text" },
    { name: "age", type: "int" },
    { name: "date_joined", type: "datetime" },
  ],
};
