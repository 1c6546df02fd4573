import type { Field, Schema } from "../schema.ts";
import { commonType, fieldOf } from "./data-type.ts";
import type { NamedExpr, Plan, PlanOf } from "./plan.ts";

/** The columns that a plan gives, computed without running it. */
export const schemaOf = (plan: Plan): Schema => {
  const known = schemas.get(plan);
  if (known) return known;
  const schema = Object.freeze(compute(plan).map((field) => Object.freeze(field)));
  schemas.set(plan, schema);
  return schema;
};

const schemas = new WeakMap<Plan, Schema>();

const compute = (plan: Plan): Schema => {
  switch (plan.verb) {
    case "source":
    case "sql":
      return plan.schema;
    case "select":
      return plan.columns.flatMap(({ name, from }) => rename(fieldOf(schemaOf(plan.input), from), name));
    case "derive":
      return withColumns(schemaOf(plan.input), plan.columns.map(fieldOfExpr));
    case "rollup":
      return [
        ...plan.by.flatMap((name) => fieldOf(schemaOf(plan.input), name) ?? []),
        ...plan.columns.map(fieldOfExpr),
      ];
    case "join":
      return joined(plan);
    case "concat":
      return plan.others.map(schemaOf).reduce(both, schemaOf(plan.input));
    case "unroll":
      return schemaOf(plan.input).map((field) => (field.name === plan.column ? elementOf(field) : field));
    default:
      return schemaOf(plan.input);
  }
};

const rename = (field: Field | undefined, name: string): Schema => (field ? [{ ...field, name }] : []);

const fieldOfExpr = ({ name, expr }: NamedExpr): Field => ({ name, type: expr.type, nullable: expr.nullable });

const withColumns = (schema: Schema, added: Schema): Schema => [
  ...schema.map((field) => fieldOf(added, field.name) ?? field),
  ...added.filter((field) => !fieldOf(schema, field.name)),
];

const joined = (plan: PlanOf<"join">): Schema => {
  const left = schemaOf(plan.input);
  if (plan.how === "semi" || plan.how === "anti") return left;
  const keys = plan.on.map((pair) => pair.right);
  const right = schemaOf(plan.other).filter((field) => !keys.includes(field.name));
  return [...left, ...right.map((field) => (plan.how === "left" ? { ...field, nullable: true } : field))];
};

const both = (a: Schema, b: Schema): Schema =>
  a.map((field) => {
    const other = fieldOf(b, field.name);
    const type = other && commonType(field.type, other.type);
    return { name: field.name, type: type ?? field.type, nullable: field.nullable || (other?.nullable ?? true) };
  });

const elementOf = (field: Field): Field =>
  typeof field.type === "object" && field.type.kind === "list"
    ? { name: field.name, type: field.type.element, nullable: field.type.containsNull }
    : field;
