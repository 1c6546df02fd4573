import type { DuckDBConnection } from "@duckdb/node-api";
import type { Script } from "./query.ts";

/**
 * Reads the views of files of JSON lines to their ends where a query did not, as one does whose filter can never be true:
 * what is wrong in a file then shows whatever is asked of it.
 */
export const readUnread = async (
  connection: DuckDBConnection,
  { shared, queries }: Script,
  views: readonly string[],
): Promise<void> => {
  const statements = [...shared, ...queries.map(({ select }) => select)].filter((one) => one.includes("WHERE"));
  for (const view of views) {
    const reading = statements.find((one) => one.includes(`FROM ${view}`));
    if (reading === undefined || (await isRead(connection, reading))) continue;
    await connection.run(`SELECT count(*) FROM ${view}`);
  }
};

const isRead = async (connection: DuckDBConnection, statement: string): Promise<boolean> => {
  const plan = (await connection.runAndReadAll(`EXPLAIN ${statement}`)).getRows();
  return !plan.some((row) => row.some((value) => String(value).includes("EMPTY_RESULT")));
};
