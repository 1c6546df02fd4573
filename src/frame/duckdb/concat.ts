import type { DataType } from "../../schema.ts";
import { fieldOf } from "../data-type.ts";
import type { Plan, PlanOf } from "../plan.ts";
import { schemaOf } from "../schema-of.ts";
import { addPart, type Building } from "./building.ts";
import { converted } from "./sql-type.ts";
import { ascending, isRowNumber, orderValue, type Step } from "./step.ts";

/** The rows of one input after the other, columns by name. */
export const concatStep = (plan: PlanOf<"concat">, inputs: readonly Step[], building: Building): Step => {
  const isOrdered = building.inOrder.has(plan);
  const [branch, row] = [building.names.fresh("part"), building.names.fresh("row")];
  const selects = [plan.input, ...plan.others].map((input, index) => {
    const step = inputs[index] as Step;
    const order = isOrdered ? [`${index} AS ${branch}`, `${rowValue(step, inputs)} AS ${row}`] : [];
    return `SELECT ${[...columnsOf(plan, input, building), ...order].join(", ")} FROM ${step.name}`;
  });
  const name = addPart(building, "concat", selects.join("\nUNION ALL\n"));
  return { name, order: isOrdered ? [ascending(branch), ascending(row)] : undefined, isInOrder: false };
};

const columnsOf = (plan: PlanOf<"concat">, input: Plan, { names }: Building): readonly string[] =>
  schemaOf(plan).map(({ name, type }) => {
    const own: DataType = fieldOf(schemaOf(input), name)?.type ?? type;
    return `${converted(names.column(name), own, type)} AS ${names.column(name)}`;
  });

/**
 * What orders the rows of one part, of one type in all parts: the row's number where every part has one, else a sort key,
 * which is of bytes, and not of a number as short keys are, for it ends in a text.
 */
const rowValue = ({ order = [] }: Step, inputs: readonly Step[]): string => {
  if (inputs.every((input) => input.order?.length === 0 || isRowNumber(input.order ?? []))) return orderValue(order);
  return `create_sort_key(${orderValue(order)}, 'ASC NULLS LAST', '', 'ASC NULLS LAST')`;
};
