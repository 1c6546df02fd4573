import { connectionOptions } from "./mysql-connection.ts";
import { mySqlError } from "./mysql-errors.ts";
import { toRow } from "./mysql-row.ts";
import type { MySqlSettings } from "./mysql-settings.ts";
import type { Row, TableName } from "./tables.ts";

/** All rows of a table by one statement on a connection of its own, read as they are asked for; `order` names its key columns. */
export async function* streamRows(
  settings: MySqlSettings,
  table: TableName,
  order: readonly string[],
): AsyncGenerator<Row> {
  const { createConnection } = await import("mysql2");
  const connection = createConnection(connectionOptions(settings));
  // The stream rejects with it too; without a listener it would end the process.
  connection.on("error", () => {});
  try {
    const sql = order.length > 0 ? "SELECT * FROM ?? ORDER BY ??" : "SELECT * FROM ??";
    const values = order.length > 0 ? [table, order] : [table];
    const packets: AsyncIterable<Record<string, unknown>> = connection
      .query(sql, values)
      .stream({ highWaterMark: 500 });
    for await (const packet of packets) yield toRow(table, packet);
  } catch (error) {
    throw mySqlError(error, settings, table);
  } finally {
    connection.destroy();
  }
}
