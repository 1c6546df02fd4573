import type { ConnectionOptions } from "mysql2";
import type { MySqlSettings } from "./mysql-settings.ts";

/** What mysql2 needs: utf8mb4, and datetimes as the text that the server holds, so that no time zone moves them. */
export const connectionOptions = ({ host, port, user, password, database, ssl }: MySqlSettings): ConnectionOptions => ({
  host,
  port,
  user,
  password: password.reveal(),
  database,
  charset: "utf8mb4",
  dateStrings: true,
  connectTimeout: 10_000,
  ...(ssl ? { ssl: { verifyIdentity: true, ...(ssl.ca === undefined ? {} : { ca: ssl.ca }) } } : {}),
});
