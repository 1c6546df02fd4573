import type { DataType } from "../../schema.ts";
import { commonType, fieldOf } from "../data-type.ts";
import type { PlanOf } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { addPart, type Building, renamedStep } from "./building.ts";
import { converted } from "./sql-type.ts";
import type { OrderKey, Step } from "./step.ts";

/** Pairs of rows that agree in the keys, in the order of the left and then of the right. */
export const joinStep = (plan: PlanOf<"join">, left: Step, right: Step, building: Building): Step => {
  const [l, r] = [building.names.fresh("l"), building.names.fresh("r")];
  const from = `FROM ${left.name} AS ${l} ${words[plan.how]} JOIN ${right.name} AS ${r} ON ${condition(plan, l, r, building)}`;
  if (plan.how === "semi" || plan.how === "anti") {
    return { ...renamedStep(left, addPart(building, "join", `SELECT ${l}.*\n${from}`)), isInOrder: false };
  }
  const keys = plan.on.map((pair) => pair.right);
  const taken = schemaOf(plan.other).filter(({ name }) => !keys.includes(name));
  const columns = taken.map(({ name }) => `${r}.${building.names.column(name)}`);
  const hidden = left.order === undefined ? [] : (right.order ?? []).map((key) => hiddenColumn(key, building));
  const body = `SELECT ${[`${l}.*`, ...columns, ...hidden.map(({ column, key }) => `${r}.${column} AS ${key.column}`)].join(", ")}\n${from}`;
  const order = left.order && [...left.order, ...hidden.map(({ key }) => key)];
  return { name: addPart(building, "join", body), order, isInOrder: false };
};

const words: Readonly<Record<PlanOf<"join">["how"], string>> = {
  inner: "INNER",
  left: "LEFT",
  semi: "SEMI",
  anti: "ANTI",
};

/** The right side's order under a new name, for both sides may be one step. */
const hiddenColumn = (key: OrderKey, { names }: Building) => ({
  column: key.column,
  key: { ...key, column: names.fresh("row") },
});

const condition = (plan: PlanOf<"join">, l: string, r: string, { names }: Building): string => {
  const [left, right] = [schemaOf(plan.input), schemaOf(plan.other)];
  const typeIn = (schema: typeof left, name: string): DataType => fieldOf(schema, name)?.type ?? "string";
  return plan.on
    .map((pair) => {
      const [a, b] = [typeIn(left, pair.left), typeIn(right, pair.right)];
      const type = commonType(a, b) ?? a;
      return `${converted(`${l}.${names.column(pair.left)}`, a, type)} = ${converted(`${r}.${names.column(pair.right)}`, b, type)}`;
    })
    .join(" AND ");
};
