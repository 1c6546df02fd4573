import { type Field, holdsFloats } from "../../schema.ts";
import type { Plan, PlanOf, SortKey } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { addPart, type Building, firstRowFor, renamedStep } from "./building.ts";
import { concatStep } from "./concat.ts";
import { sqlOf } from "./expression.ts";
import { valueOfRow } from "./first-row.ts";
import { deriveStep, filterStep, rollupStep } from "./grouped.ts";
import { joinStep } from "./join.ts";
import { rowScope } from "./row-scope.ts";
import { sqlStep } from "./sql-step.ts";
import { ascending, orderBy, orderList, orderValue, type Step, stepBy } from "./step.ts";

/** The last verb of a plan as a part of the query, over the parts of its inputs. */
export const verbStep = (
  plan: Exclude<Plan, { verb: "source" }>,
  inputs: readonly Step[],
  building: Building,
): Step => {
  const [input, other] = inputs as readonly [Step, Step];
  switch (plan.verb) {
    case "select":
      return selectStep(plan, input, building);
    case "derive":
      return deriveStep(plan, input, building);
    case "filter":
      return filterStep(plan, input, building);
    case "slice":
      return sliceStep(plan, input, building);
    case "orderby":
      return orderbyStep(plan, input, building);
    case "rollup":
      return rollupStep(plan, input, building);
    case "join":
      return joinStep(plan, input, other, building);
    case "concat":
      return concatStep(plan, inputs, building);
    case "dedupe":
      return dedupeStep(plan, input, building);
    case "unroll":
      return unrollStep(plan, input, building);
    case "sql":
      return sqlStep(plan, inputs, building);
  }
};

const selectStep = (plan: PlanOf<"select">, input: Step, building: Building): Step => {
  const { column } = building.names;
  const columns = plan.columns.map(({ name, from }) =>
    name === from ? column(name) : `${column(from)} AS ${column(name)}`,
  );
  const hidden = (input.order ?? []).map((key) => key.column);
  return renamedStep(
    input,
    addPart(building, "select", `SELECT ${[...columns, ...hidden].join(", ")}\nFROM ${input.name}`),
  );
};

const sliceStep = (plan: PlanOf<"slice">, input: Step, building: Building): Step => {
  const { start, end } = plan;
  const body =
    start >= 0 && (end === null || end >= 0) && !building.belowJoins.has(plan)
      ? `SELECT *\nFROM ${input.name}${orderBy(input)}${limit(start, end)}`
      : countedSlice(plan, input, building);
  return { ...input, name: addPart(building, "slice", body), isInOrder: false };
};

const limit = (start: number, end: number | null): string =>
  `${end === null ? "" : `\nLIMIT ${Math.max(end - start, 0)}`}${start === 0 ? "" : `\nOFFSET ${start}`}`;

/** Numbers below zero count from the end, so the rows are numbered and counted first. */
const countedSlice = ({ start, end }: PlanOf<"slice">, input: Step, { names }: Building): string => {
  const [at, total] = [names.fresh("at"), names.fresh("total")];
  const place = (index: number) => (index < 0 ? `${total} - ${-index}` : String(index));
  const conditions = [`${at} >= ${place(start)}`, ...(end === null ? [] : [`${at} < ${place(end)}`])];
  const over = input.order && input.order.length > 0 ? `ORDER BY ${orderList(input.order)}` : "";
  return (
    `SELECT * EXCLUDE (${at}, ${total})\n` +
    `FROM (SELECT *, row_number() OVER (${over}) - 1 AS ${at}, count(*) OVER () AS ${total} FROM ${input.name})\n` +
    `WHERE ${conditions.join(" AND ")}`
  );
};

/** The rows are sorted where they are used; till then they take their keys along. */
const orderbyStep = (plan: PlanOf<"orderby">, input: Step, building: Building): Step => {
  if (!building.inOrder.has(plan)) return { ...input, order: undefined };
  if (input.order?.length === 0) return input;
  const keys = plan.keys.map((key) => orderKey(key, building));
  const columns = keys.map(({ sql, key }) => `${sql} AS ${key.column}`);
  const name = addPart(building, "orderby", `SELECT *, ${columns.join(", ")}\nFROM ${input.name}`);
  return { name, order: [...keys.map(({ key }) => key), ...(input.order ?? [])], isInOrder: false };
};

/** Floats as bytes: sorted by itself, a float comes back as 0 where it was -0. */
const orderKey = ({ by, direction, nulls }: SortKey, { names }: Building) => {
  const sql = sqlOf(by, rowScope(names));
  const column = names.fresh("key");
  if (!holdsFloats(by.type)) return { sql, key: { column, direction, nulls, isNumber: false } };
  const bytes = `create_sort_key(${sql}, '${direction.toUpperCase()} NULLS ${nulls.toUpperCase()}')`;
  return { sql: bytes, key: ascending(column, false) };
};

/** The keys are their groups'; every other column is that of the group's first row. */
const dedupeStep = (plan: PlanOf<"dedupe">, input: Step, building: Building): Step => {
  const order = orderValue(input.order ?? []);
  const column = building.names.column;
  const isKey = ({ name }: Field) => plan.keys.length === 0 || plan.keys.includes(name);
  const fields = schemaOf(plan.input);
  const columns = fields.map((field) => {
    const name = column(field.name);
    return isKey(field) && !holdsFloats(field.type)
      ? name
      : `${valueOfRow("first", name, field.type, order)} AS ${name}`;
  });
  const first = firstRowFor(plan, input, building);
  if (first) columns.push(first.sql);
  const keys = fields.filter(isKey).map((field) => `${input.name}.${column(field.name)}`);
  const body = `SELECT ${columns.join(", ")}\nFROM ${input.name}\nGROUP BY ${keys.join(", ")}`;
  return stepBy(addPart(building, "dedupe", body), first?.key);
};

const unrollStep = (plan: PlanOf<"unroll">, input: Step, building: Building): Step => {
  const name = building.names.column(plan.column);
  if (!input.order) {
    const body = `SELECT * REPLACE (unnest(${name}) AS ${name})\nFROM ${input.name}`;
    return { ...input, name: addPart(building, "unroll", body), isInOrder: false };
  }
  const place = building.names.fresh("place");
  const body =
    `SELECT * REPLACE (unnest(${name}) AS ${name}), generate_subscripts(${name}, 1) AS ${place}\n` +
    `FROM ${input.name}`;
  return { name: addPart(building, "unroll", body), order: [...input.order, ascending(place)], isInOrder: false };
};
