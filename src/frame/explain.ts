import { type Field, typeName } from "../schema.ts";
import { hexOf } from "./bytes.ts";
import { literalValue } from "./literal.ts";
import type { CallNode, ExprNode, LiteralNode, NamedExpr, Plan, SortKey, SqlPart, WindowNode } from "./plan.ts";
import { inputsOf } from "./plan-inputs.ts";
import { schemaOf } from "./schema-of.ts";
import { formatDate, formatTimestamp } from "./timestamp.ts";

/** A frame that has not run, as text: columns with types, then the steps in one line. */
export const framePlanText = (plan: Plan): string => {
  const columns = schemaOf(plan).map((field) => `${field.name} ${fieldType(field)}`);
  return `Frame of ${columns.join(", ")}\n${stepsOf(plan)}`;
};

/** A field's type as people read it, with a question mark where it may be null. */
export const fieldType = ({ type, nullable }: Field): string => `${typeName(type)}${nullable ? "?" : ""}`;

/** What a plan does in words: a line a step, with its expressions as a program would write them; joined frames are indented. */
export const planWords = (plan: Plan): string => lines(plan, "").join("\n");

const stepsOf = (plan: Plan): string => {
  if (plan.verb === "source") return `read ${plan.name}`;
  const detail = detailOf(plan);
  return `${stepsOf(plan.input)} → ${detail ? `${plan.verb} ${detail}` : plan.verb}`;
};

const detailOf = (plan: Exclude<Plan, { verb: "source" }>): string => {
  switch (plan.verb) {
    case "select":
    case "derive":
    case "rollup":
      return plan.columns.map((column) => column.name).join(", ");
    case "join":
      return `${plan.how} (${stepsOf(plan.other)}) on ${keysOf(plan.on)}`;
    case "dedupe":
      return plan.keys.join(", ");
    case "unroll":
      return plan.column;
    default:
      return "";
  }
};

const lines = (plan: Plan, indent: string): readonly string[] => {
  if (plan.verb === "source") return [`${indent}read ${plan.name}: ${plan.schema.map(columnText).join(", ")}`];
  const [, ...others] = inputsOf(plan);
  return [
    ...lines(plan.input, indent),
    `${indent}${stepText(plan)}`,
    ...others.flatMap((other) => lines(other, `${indent}    `)),
  ];
};

const columnText = (field: Field): string => `${field.name} ${fieldType(field)}`;

const stepText = (plan: Exclude<Plan, { verb: "source" }>): string => {
  switch (plan.verb) {
    case "select":
      return `select ${plan.columns.map(({ name, from }) => (name === from ? name : `${from} as ${name}`)).join(", ")}`;
    case "derive":
      return `${groupText(plan.by)}derive ${plan.columns.map(namedText).join(", ")}`;
    case "rollup":
      return `${groupText(plan.by)}rollup ${plan.columns.map(namedText).join(", ")}`.trimEnd();
    case "filter":
      return `${groupText(plan.by)}filter ${exprText(plan.condition)}`;
    case "slice":
      return `slice ${plan.start} to ${plan.end ?? "the end"}`;
    case "orderby":
      return `orderby ${plan.keys.map(keyText).join(", ")}`;
    case "join":
      return `${plan.how} join on ${keysOf(plan.on)} with`;
    case "concat":
      return "concat with";
    case "dedupe":
      return plan.keys.length > 0 ? `dedupe by ${plan.keys.join(", ")}` : "dedupe";
    case "unroll":
      return `unroll ${plan.column}`;
    case "sql":
      return `sql ${sqlText(plan.parts)}`;
  }
};

/** A query in one line, with its values; other frames are numbered. */
const sqlText = (parts: readonly SqlPart[]): string =>
  parts
    .map((part) => {
      if (typeof part === "string") return part.replaceAll(/\s+/g, " ");
      if ("input" in part) return `frame_${part.input}`;
      return "kind" in part ? literalText(part) : `[${part.map(literalText).join(", ")}]`;
    })
    .join("")
    .trim();

const groupText = (by: readonly string[]): string => (by.length > 0 ? `groupby ${by.join(", ")}, ` : "");

const namedText = ({ name, expr }: NamedExpr): string => `${name} = ${exprText(expr)}`;

const keysOf = (on: readonly { readonly left: string; readonly right: string }[]): string =>
  on.map(({ left, right }) => (left === right ? left : `${left} = ${right}`)).join(", ");

const keyText = ({ by, direction, nulls }: SortKey): string =>
  `${exprText(by)}${direction === "desc" ? " descending" : ""}${nulls === "first" ? ", nulls first" : ""}`;

/** An expression as a program would write it. */
export const exprText = (node: ExprNode): string => {
  switch (node.kind) {
    case "column":
      return /^[A-Za-z_$][\w$]*$/.test(node.name) ? `d.${node.name}` : `d[${JSON.stringify(node.name)}]`;
    case "literal":
      return literalText(node);
    case "call":
      return callText(node);
    case "case":
      return `op.${node.branches.map(({ when, value }) => `when(${exprText(when)}, ${exprText(value)})`).join(".")}.otherwise(${exprText(node.otherwise)})`;
    case "cast":
      return `${exprText(node.arg)}.${node.onFail === "null" ? "tryCast" : "cast"}("${typeName(node.type)}")`;
    case "aggregate":
      return `op.${node.fn === "countRows" ? "count" : node.fn === "list" ? "values" : node.fn}(${node.args.map(exprText).join(", ")})`;
    case "window":
      return windowText(node);
  }
};

const literalText = (node: LiteralNode): string => {
  const value = literalValue(node);
  if (typeof value === "bigint") {
    return node.type === "int64" ? `${value}n` : `new Date("${formatTimestamp(value).replace(" ", "T")}Z")`;
  }
  if (value instanceof Uint8Array) return `Buffer.from("${hexOf(value)}", "hex")`;
  if (node.type === "date" && typeof value === "number") return `new Date("${formatDate(value)}")`;
  return typeof value === "string" ? JSON.stringify(value) : Object.is(value, -0) ? "-0" : String(value);
};

const callText = ({ fn, args, pattern }: CallNode): string => {
  const [self, ...rest] = args.map(exprText);
  if (fn === "list") return `op.list(${args.map(exprText).join(", ")})`;
  if (fn === "struct") {
    const fields = args.flatMap((name, index) =>
      index % 2 === 0 ? [`${exprText(name)}: ${exprText(args[index + 1] ?? name)}`] : [],
    );
    return `op.struct({ ${fields.join(", ")} })`;
  }
  if (fn === "in") return `${self}.in([${rest.join(", ")}])`;
  const name = fn === "replaceText" ? "replace" : fn === "roundTo" ? "round" : fn;
  const given = pattern ? [`/${pattern.source}/${pattern.flags}`, ...rest] : rest;
  return `${self}.${name}(${given.join(", ")})`;
};

const windowText = ({ fn, args, order, rows }: WindowNode): string => {
  const sorted = order.map(({ by, direction }) => (direction === "desc" ? `desc(${exprText(by)})` : exprText(by)));
  const name = fn === "running" && rows !== null ? "rolling" : fn;
  return `op.${name}(${[...args.map(exprText), ...(rows === null ? [] : [String(rows)]), ...sorted].join(", ")})`;
};
