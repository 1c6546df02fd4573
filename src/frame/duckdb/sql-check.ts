import type { DuckDBConnection } from "@duckdb/node-api";
import { type PinbookError, usageError } from "../../errors.ts";
import type { Schema } from "../../schema.ts";
import type { PlanOf, SqlPart } from "../plan.ts";
import type { DuckDB } from "./duckdb.ts";
import { identifier, text } from "./quote.ts";
import { checkGiven, schemaGiven } from "./sql-schema.ts";
import { partsText, tableName, tableNames } from "./sql-step.ts";

/** A query of the user's, and the statement whose columns are the query's. */
export interface SqlCheck {
  readonly plan: PlanOf<"sql">;
  readonly select: string;
}

/** Throws where a query is no lone SELECT, reads what is no frame of it, or gives other columns than its schema says. */
export const checkSql = async (duckdb: DuckDB, connection: DuckDBConnection, check: SqlCheck): Promise<void> =>
  checkGiven(await describeSql(duckdb, connection, check), check.plan.schema);

/** The columns that a query gives; throws where it is no lone SELECT or reads what is no frame of it. */
export const describeSql = async (
  duckdb: DuckDB,
  connection: DuckDBConnection,
  { plan, select }: SqlCheck,
): Promise<Schema> => {
  await refuseReaching(connection, plan);
  const statement = await connection.prepare(select);
  try {
    const columns = Array.from({ length: statement.columnCount }, (_, index) => ({
      name: statement.columnName(index),
      type: statement.columnType(index),
    }));
    return schemaGiven(duckdb, columns);
  } finally {
    statement.destroySync();
  }
};

/** DuckDB's own parser says what the text is; values stand in it as parameters, so none can be part of a text in it. */
const refuseReaching = async (connection: DuckDBConnection, plan: PlanOf<"sql">): Promise<void> => {
  const written = partsText(plan.parts, (part, index) =>
    "input" in part ? identifier(tableName(part.input)) : `$value_${index}`,
  );
  const rows = (await connection.runAndReadAll(`SELECT json_serialize_sql(${text(written)})`)).getRows();
  const parsed = JSON.parse(String(rows[0]?.[0])) as Parsed;
  if (parsed.error) throw refuse(reasonOf(parsed.error_message ?? ""));
  if (parsed.statements?.length !== 1) throw refuse("it is more than one statement: give one SELECT");
  const found = foundIn(parsed.statements);
  const known = [...tableNames(plan), ...found.common].map((name) => name.toLowerCase());
  for (const name of found.common) {
    if (!/^\w+$/.test(name)) throw refuse(`the name ${JSON.stringify(name)} in WITH is none: take letters and digits`);
  }
  for (const name of found.tables) {
    if (!known.includes(name.toLowerCase())) {
      throw refuse(
        `it reads ${JSON.stringify(name)}, which is no frame of it: this frame is self, and others stand in it as \${frame}`,
      );
    }
  }
  checkFunctions(found);
  checkParts(plan.parts, found);
};

interface Parsed {
  readonly error: boolean;
  readonly error_message?: string;
  readonly statements?: readonly unknown[];
}

interface Found {
  readonly tables: string[];
  readonly functions: string[];
  readonly others: string[];
  readonly common: string[];
  readonly parameters: string[];
}

/** Tables, table functions, what WITH names and parameters, anywhere in a parsed query. */
const foundIn = (
  value: unknown,
  found: Found = { tables: [], functions: [], others: [], common: [], parameters: [] },
): Found => {
  if (typeof value !== "object" || value === null) return found;
  const node = value as Readonly<Record<string, unknown>>;
  if (node.type === "BASE_TABLE") {
    found.tables.push([node.catalog_name, node.schema_name, node.table_name].filter(Boolean).join("."));
  }
  if (node.type === "TABLE_FUNCTION") {
    found.functions.push(String((node.function as { function_name?: unknown })?.function_name).toLowerCase());
  }
  if (node.type === "SHOW_REF") found.others.push("DESCRIBE, SHOW or SUMMARIZE");
  if (node.type === "VALUE_PARAMETER") found.parameters.push(String(node.identifier));
  const map = node.cte_map as { readonly map?: readonly { readonly key: string }[] } | undefined;
  for (const { key } of map?.map ?? []) found.common.push(key);
  for (const inner of Object.values(node)) foundIn(inner, found);
  return found;
};

/** Table functions that read nothing but what they are given. */
const pureFunctions = ["range", "generate_series", "unnest", "repeat", "json_each", "json_tree"];

const checkFunctions = ({ functions, others }: Found): void => {
  const reaching = functions.find((name) => !pureFunctions.includes(name));
  if (reaching !== undefined) throw refuse(`it calls ${reaching}(), which may read files: read them as a frame first`);
  if (others[0] !== undefined) throw refuse(`${others[0]} is no SELECT`);
};

/** Values and frames must be where an expression and a table can stand, not in a text or a comment. */
const checkParts = (parts: readonly SqlPart[], { parameters, tables }: Found): void => {
  const wanted = parts.flatMap((part, index) =>
    typeof part === "string" || "input" in part ? [] : [`value_${index}`],
  );
  if (wanted.some((name) => !parameters.includes(name))) {
    throw refuse("one of its values stands in a text, a name or a comment: a value is an expression by itself");
  }
  const foreign = parameters.find((name) => !wanted.includes(name));
  if (foreign !== undefined) throw refuse(`$${foreign} has no value: write \${value} in the template sql`);
  const missing = parts.find(
    (part) => typeof part === "object" && "input" in part && !tables.includes(tableName(part.input)),
  );
  if (missing) throw refuse("one of its frames stands in a text or a comment: a frame is a table");
};

const reasonOf = (message: string): string =>
  message.includes("Only SELECT") ? "it is no SELECT (PIVOT goes inside of one, as in FROM (PIVOT …))" : message.trim();

const refuse = (why: string): PinbookError => usageError(`frame.sql cannot run this query: ${why}.`);
