import type { Kind } from "../../src/frame/data-type.ts";
import { kindOf } from "../../src/frame/data-type.ts";
import { argumentKind, type FunctionName, functionSpec, functions, functionsOn } from "../../src/frame/functions.ts";
import { asc, desc, type Expr, type OrderSpec, op } from "../../src/frame/index.ts";
import type { DataType } from "../../src/schema.ts";
import type { Choices } from "./choices.ts";

/** The columns that an expression may name. */
export type Scope = Readonly<Record<string, Expr>>;

type Method = (...args: readonly unknown[]) => Expr;

/** Functions whose last digit engines may give differently, which would show in all that follows. */
const inexact: readonly FunctionName[] = ["ln", "log10", "exp", "pow"];

/** An expression of any type over the columns; throws where what was drawn does not go together. */
export const randomExpr = (scope: Scope, choices: Choices, depth: number): Expr => {
  if (depth > 0 && choices.chance(0.1)) return randomCase(scope, choices, depth);
  let expr = choices.pick(Object.values(scope));
  for (let step = choices.below(depth + 1); step > 0; step--) expr = applied(expr, scope, choices, depth - 1);
  return expr;
};

/** An expression of a kind. */
export const exprOf = (kind: Kind, scope: Scope, choices: Choices, depth: number): Expr => {
  if (choices.chance(0.3)) return constantOf(kind, choices.pick(constants[kind] ?? constants.number ?? []));
  for (let attempt = 0; attempt < 6; attempt++) {
    const expr = attemptOf(() => randomExpr(scope, choices, depth));
    if (expr && kindOf(expr.node.type) === kind) return expr;
  }
  const columns = Object.values(scope).filter((column) => kindOf(column.node.type) === kind);
  return columns.length > 0 ? choices.pick(columns) : constantOf(kind, choices.pick(constants[kind] ?? []));
};

const constantOf = (kind: Kind, value: unknown): Expr =>
  (kind === "decimal" ? op.decimal(String(value)) : op.constant(value)) as Expr;

/** A condition. */
export const randomCondition = (scope: Scope, choices: Choices): Expr => exprOf("boolean", scope, choices, 2);

/** An aggregate over the columns. */
export const randomAggregate = (scope: Scope, choices: Choices): Expr => {
  const value = attemptOf(() => randomExpr(scope, choices, 1)) ?? choices.pick(Object.values(scope));
  const numeric = () => exprOf(choices.chance(0.2) ? "int64" : "number", scope, choices, 1) as never;
  const summable = () => (choices.chance(0.3) ? (exprOf("decimal", scope, choices, 1) as never) : numeric());
  const make = choices.pick<() => Expr>([
    () => op.count(),
    () => op.count(value),
    () => op.countIf(randomCondition(scope, choices) as never),
    () => op.countDistinct(value, ...(choices.chance(0.3) ? [choices.pick(Object.values(scope))] : [])),
    () => op.any(randomCondition(scope, choices) as never),
    () => op.every(randomCondition(scope, choices) as never),
    () => op.sum(summable()),
    () => op.mean(summable()),
    () => op.median(numeric()),
    () => op.medianLower(numeric()),
    () => op.quantile(numeric(), choices.pick([0, 0.25, 0.5, 0.9, 1])),
    () => op.mode(value),
    () => op.min(value),
    () => op.max(value),
    () => op.first(value),
    () => op.last(value),
    () => op.argmax(value, orderable(scope, choices)),
    () => op.argmin(value, orderable(scope, choices)),
    () => op.values(value),
  ]);
  return make();
};

/** A window over the columns. */
export const randomWindow = (scope: Scope, choices: Choices): Expr => {
  const order = [randomOrder(scope, choices), ...(choices.chance(0.3) ? [randomOrder(scope, choices)] : [])] as const;
  const value = choices.pick(Object.values(scope));
  const make = choices.pick<() => Expr>([
    () => op.rank(...(order as readonly [OrderSpec])),
    () => op.denseRank(...(order as readonly [OrderSpec])),
    () => op.percentRank(...(order as readonly [OrderSpec])),
    () => op.rowNumber(...order),
    () => op.rowNumber(),
    () => op.ntile(1 + choices.below(4), ...(order as readonly [OrderSpec])),
    () => op.lag(value, choices.below(3), ...order),
    () => op.lead(value, choices.below(3), ...order),
    () => op.running(randomAggregate(scope, choices), ...order),
    () => op.rolling(randomAggregate(scope, choices), 1 + choices.below(3), ...order),
  ]);
  return make();
};

/** A sort key. */
export const randomOrder = (scope: Scope, choices: Choices): OrderSpec => {
  const key = (choices.chance(0.5) ? desc : asc)(orderable(scope, choices));
  return choices.chance(0.3) ? key.nullsFirst() : key;
};

const orderable = (scope: Scope, choices: Choices): Expr => {
  const columns = Object.values(scope).filter(({ node }) => !["list", "struct", "map"].includes(kindOf(node.type)));
  return choices.pick(columns.length > 0 ? columns : [op.constant(1) as Expr]);
};

/** What a thing gives, or nothing where it is refused. */
export const attemptOf = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

const randomCase = (scope: Scope, choices: Choices, depth: number): Expr => {
  const value = randomExpr(scope, choices, depth - 1);
  const other = exprOf(kindOf(value.node.type), scope, choices, depth - 1);
  const started = op.when(exprOf("boolean", scope, choices, depth - 1) as never, value);
  return (choices.chance(0.3) ? started.otherwise(null) : started.otherwise(other)) as Expr;
};

const applied = (expr: Expr, scope: Scope, choices: Choices, depth: number): Expr => {
  const kind = kindOf(expr.node.type);
  const own = functionsOn(kind).filter((fn) => !inexact.includes(fn));
  const name = choices.pick<string>([...own, "between", "in", "nullIf", "orElse", "tryCast"]);
  return call(expr, name, argumentsOf(name, expr.node.type, scope, choices, depth));
};

const call = (expr: Expr, name: string, args: readonly unknown[]): Expr => {
  const method = (expr as unknown as Readonly<Record<string, Method | undefined>>)[name];
  if (!method) throw new Error(`no method ${name}`);
  return method.apply(expr, args as unknown[]);
};

const argumentsOf = (
  name: string,
  type: DataType,
  scope: Scope,
  choices: Choices,
  depth: number,
): readonly unknown[] => {
  const special = specials[name];
  if (special) return special(choices, kindOf(type));
  const inner = (kind: Kind) => exprOf(kind, scope, choices, Math.max(depth, 0));
  if (name === "between") return [inner(kindOf(type)), inner(kindOf(type))];
  if (name === "orElse") return [inner(kindOf(type))];
  if (!Object.hasOwn(functions, name)) throw new Error(`no function ${name}`);
  const { takes } = functionSpec(name as FunctionName);
  return takes.map((_, index) => inner(argumentKind(name as FunctionName, index, type)));
};

const constants: Partial<Record<Kind, readonly unknown[]>> = {
  boolean: [true, false],
  number: [0, 1, -1, 2, 5, -0, 0.5, -2.5, Number.NaN, Infinity, 1e21, 3],
  int64: [0n, 1n, -1n, 9007199254740993n, 3n],
  string: ["", "a", "b", "A", "😀", "é", ",", "10", "it's", "\n"],
  decimal: ["0", "1.5", "-2.50", "0.125", "99999999.99"],
  date: [new Date(0), new Date(-86_400_000)],
  timestamp: [new Date(0), new Date(-1), new Date("2020-01-01T00:00:00Z")],
  binary: [new Uint8Array(), Uint8Array.of(0), Uint8Array.of(97), Uint8Array.of(255, 0)],
};

const patterns = [
  /a/,
  /^a/i,
  /[a-z]+/g,
  /b*/g,
  /(\d+)(\.\d)?/,
  /\s/,
  /./s,
  /^.$/,
  /\p{L}/u,
  /a|b/g,
  /[^a]/,
  /$/,
  /\b\w/,
];
const castable: readonly DataType[] = [
  "int8",
  "int32",
  "int64",
  "float64",
  "float32",
  "string",
  "boolean",
  "date",
  "timestamp",
  "binary",
  { kind: "decimal", precision: 10, scale: 2 },
  { kind: "decimal", precision: 20, scale: 0 },
  { kind: "decimal", precision: 38, scale: 10 },
];
const units = ["year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond"];
const places = [0, 1, 2, -1, -2, 5];

type Special = (choices: Choices, kind: Kind) => readonly unknown[];

/** What functions take that is no expression. */
const specials: Readonly<Record<string, Special>> = {
  matches: ({ pick }) => [pick(patterns)],
  extract: ({ pick }) => [pick(patterns)],
  replace: ({ pick }) => [pick([...patterns, "a", "", "😀"]), pick(["", "x", "[$1]".replace("$1", "$$"), "\\1"])],
  replaceText: () => {
    throw new Error("replace makes it");
  },
  split: ({ pick }) => [pick([",", "", "a", "ab"])],
  slice: ({ pick, chance }) => (chance(0.5) ? [pick(places)] : [pick(places), pick(places)]),
  repeat: ({ pick }) => [pick([-1, 0, 1, 2])],
  padStart: ({ pick }) => [pick([0, 2, 4]), pick([" ", "😀a", ""])],
  padEnd: ({ pick }) => [pick([0, 2, 4]), pick([" ", "😀a", ""])],
  truncate: ({ pick }) => [pick(units)],
  plus: ({ pick }) => [pick([0, 1, -1, 13, -400]), pick(units)],
  until: ({ pick }) => [pick([new Date(0), new Date("2020-03-01T00:00:00Z")]), pick(units)],
  format: ({ pick }) => [pick(["%Y-%m-%d", "%d.%m.%Y %H:%M:%S", "%j %a %b", "%A %B %f %%"])],
  parseTime: () => {
    throw new Error("tryParseTime is drawn");
  },
  fromHex: () => {
    throw new Error("tryFromHex is drawn");
  },
  fromBase64: () => {
    throw new Error("tryFromBase64 is drawn");
  },
  tryParseTime: ({ pick }) => [pick(["%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f"])],
  toLocal: ({ pick }) => [pick(["UTC", "Europe/Berlin", "America/New_York"])],
  fromLocal: ({ pick }) => [pick(["UTC", "Europe/Berlin", "America/New_York"])],
  jsonText: ({ pick }) => [pick(["$.a[1]", "$.a", "$"])],
  jsonNumber: ({ pick }) => [pick(["$.a[0]", "$.a", "$"])],
  jsonBoolean: ({ pick }) => [pick(["$.a[0]", "$"])],
  tryCast: ({ pick }) => [pick(castable)],
  in: ({ some }, kind) => [some(constants[kind] ?? [], 3)],
  nullIf: ({ pick }, kind) => [pick(constants[kind] ?? [])],
  includes: ({ pick }, kind) => [pick(kind === "list" ? ["a", "", 0, Number.NaN] : ["a", "", "😀"])],
  indexOf: ({ pick }, kind) => [pick(kind === "list" ? ["a", "", 0, Number.NaN] : ["a", "", "😀"])],
  round: ({ pick }, kind) => (kind === "decimal" ? [pick([0, 1, 3])] : []),
  get: ({ pick }, kind) => [pick<unknown>(kind === "map" ? ["a", "b", ""] : [0, 1, 5, -1])],
  join: ({ pick }) => [pick([",", "", "😀"])],
};
