import type { PlanOf, SqlPart } from "../plan.ts";
import { inputsOf } from "../plan-inputs.ts";
import { schemaOf } from "../schema-of.ts";
import { addPart, type Building } from "./building.ts";
import { literalSql } from "./literal-sql.ts";
import { identifier, text } from "./quote.ts";
import { refusal } from "./refusal.ts";
import { givenColumn, shownColumn } from "./sql-columns.ts";
import { sqlType } from "./sql-type.ts";
import { ascending, orderBy, type Step, stepBy } from "./step.ts";

/** The rows of a query of the user's; its columns are known, and were checked before it runs. */
export const sqlStep = (plan: PlanOf<"sql">, inputs: readonly Step[], building: Building): Step => {
  const { names, inOrder } = building;
  const taken = plan.schema.map((_, index) => identifier(`c${index}`));
  const columns = plan.schema.map((field, index) => {
    const value = givenColumn(taken[index] ?? "", field.type);
    return `${field.nullable ? value : notNull(value, plan, index)} AS ${names.column(field.name)}`;
  });
  const row = inOrder.has(plan) ? names.fresh("row") : undefined;
  if (row !== undefined) columns.push(`row_number() OVER () - 1 AS ${row}`);
  const body = `SELECT ${columns.join(", ")}\nFROM (\n${sqlSelect(plan, inputs, building)}\n) AS given(${taken.join(", ")})`;
  return stepBy(addPart(building, "sql", body, "MATERIALIZED"), row === undefined ? undefined : ascending(row));
};

/** The user's SELECT behind the tables that it may read. */
export const sqlSelect = (plan: PlanOf<"sql">, inputs: readonly Step[], building: Building): string => {
  const tables = inputs.map(
    (step, index) => `${identifier(tableName(index))} AS (\n${tableSelect(plan, step, index, building)}\n)`,
  );
  const isNamed = plan.name !== null && tableNames(plan).length > inputs.length;
  if (isNamed) tables.push(`${identifier(plan.name ?? "")} AS (FROM self)`);
  return `WITH ${tables.join(",\n")}\nSELECT * FROM (\n${plainText(plan.parts)}\n)`;
};

/** The tables that a query may read: its frames by number, and the first one by its own name. */
export const tableNames = (plan: PlanOf<"sql">): readonly string[] => {
  const numbered = inputsOf(plan).map((_, index) => tableName(index));
  const own = plan.name ?? "";
  return own === "" || numbered.includes(own.toLowerCase()) ? numbered : [...numbered, own];
};

/** What the frame of a number is called in a query. */
export const tableName = (index: number): string => (index === 0 ? "self" : `frame_${index}`);

/** The query's text with its values as constants; what ends it is left out. */
const plainText = (parts: readonly SqlPart[]): string =>
  partsText(parts, (part) => valueSql(part)).replace(/[\s;]+$/, "");

/** The query's text, with what stands between its pieces written by `write`. */
export const partsText = (
  parts: readonly SqlPart[],
  write: (part: Exclude<SqlPart, string>, index: number) => string,
) => parts.map((part, index) => (typeof part === "string" ? part : write(part, index))).join("");

const valueSql = (part: Exclude<SqlPart, string>): string => {
  if ("input" in part) return identifier(tableName(part.input));
  return "kind" in part ? literalSql(part) : `[${part.map(literalSql).join(", ")}]`;
};

const tableSelect = (plan: PlanOf<"sql">, step: Step, index: number, { names }: Building): string => {
  const schema = schemaOf(inputsOf(plan)[index] ?? plan);
  const twice = schema.find(({ name }, at) =>
    schema.some((other, before) => before < at && other.name.toLowerCase() === name.toLowerCase()),
  );
  if (twice) throw refusal(`sql over two columns that differ in case alone ('${twice.name}')`, "rename one of them");
  const columns = schema.map(({ name, type }) => `${shownColumn(names.column(name), type)} AS ${shownName(name)}`);
  return `SELECT ${columns.join(", ")}\nFROM ${step.name}${orderBy(step)}`;
};

const shownName = (name: string): string => {
  if (name !== "" && !/[\p{Cc}\p{Cs}]/u.test(name)) return identifier(name);
  throw refusal(`sql over a column named ${JSON.stringify(name)}`, "rename it");
};

const notNull = (value: string, plan: PlanOf<"sql">, index: number): string => {
  const { name, type } = plan.schema[index] ?? { name: "", type: "string" };
  const message = text(`The query gave null in the column '${name}', which its schema says is never null.`);
  return `COALESCE(${value}, CAST(error(${message}) AS ${sqlType(type)}))`;
};
