import type { ExprNode, NamedExpr, Plan, PlanOf } from "./plan.ts";
import { inputsOf, partsOf } from "./plan-inputs.ts";
import { columnsIn } from "./rename-columns.ts";
import { schemaOf } from "./schema-of.ts";

/**
 * Plans without the work for columns that nobody uses: each may give more columns than asked for, never fewer, and the
 * same rows in the same order. A part that several verbs read stays one part, with the columns that any of them uses.
 */
export const prune = (plans: readonly Plan[]): readonly Plan[] => {
  const parts = partsOf(...plans);
  const used = namesUsed(plans, parts);
  const pruned = new Map<Plan, Plan>();
  for (const part of parts) {
    pruned.set(
      part,
      Object.freeze(pruneVerb(part, used.get(part) ?? new Set(), (input) => pruned.get(input) ?? input)),
    );
  }
  return plans.map((plan) => pruned.get(plan) ?? plan);
};

type Names = ReadonlySet<string>;

const columnNames = (plan: Plan): Names => new Set(schemaOf(plan).map((field) => field.name));

/** The columns of each part that the verbs above it use, or that are asked for. */
const namesUsed = (plans: readonly Plan[], parts: readonly Plan[]): ReadonlyMap<Plan, Names> => {
  const used = new Map<Plan, Set<string>>();
  const add = (plan: Plan, names: Names): Plan => {
    const known = used.get(plan) ?? new Set();
    for (const name of names) known.add(name);
    used.set(plan, known);
    return plan;
  };
  for (const plan of plans) add(plan, columnNames(plan));
  for (const part of [...parts].reverse()) pruneVerb(part, used.get(part) ?? new Set(), add);
  return used;
};

type Inner = (input: Plan, names: Names) => Plan;

const pruneVerb = (plan: Plan, names: Names, inner: Inner): Plan => {
  switch (plan.verb) {
    case "source":
      return pruneSource(plan, names);
    case "select":
      return pruneSelect(plan, names, inner);
    case "derive":
      return pruneDerive(plan, names, inner);
    case "filter":
      return { ...plan, input: inner(plan.input, joined(names, plan.by, used(plan.condition))) };
    case "orderby":
      return { ...plan, input: inner(plan.input, joined(names, ...plan.keys.map((key) => used(key.by)))) };
    case "rollup":
      return pruneRollup(plan, names, inner);
    case "join":
      return pruneJoin(plan, names, inner);
    case "concat":
      return pruneConcat(plan, names, inner);
    case "dedupe":
      return { ...plan, ...pruneDedupe(plan, names, inner) };
    case "unroll":
      return { ...plan, input: inner(plan.input, joined(names, [plan.column])) };
    case "slice":
      return { ...plan, input: inner(plan.input, names) };
    case "sql":
      return pruneSql(plan, inner);
  }
};

const pruneSource = (plan: PlanOf<"source">, names: Names): Plan => {
  const kept = atLeastOne(plan.schema, names);
  if (kept.length === plan.schema.length) return plan;
  return { verb: "select", input: plan, columns: kept.map(({ name }) => ({ name, from: name })) };
};

const pruneSelect = (plan: PlanOf<"select">, names: Names, inner: Inner): Plan => {
  const columns = atLeastOne(plan.columns, names);
  return { ...plan, columns, input: inner(plan.input, new Set(columns.map((column) => column.from))) };
};

const pruneDerive = (plan: PlanOf<"derive">, names: Names, inner: Inner): Plan => {
  const columns = plan.columns.filter((column) => names.has(column.name));
  const derived = new Set(columns.map((column) => column.name));
  const through = new Set([...names].filter((name) => !derived.has(name)));
  if (columns.length === 0) return inner(plan.input, through);
  return { ...plan, columns, input: inner(plan.input, joined(through, plan.by, ...columns.map(usedBy))) };
};

const pruneRollup = (plan: PlanOf<"rollup">, names: Names, inner: Inner): Plan => {
  const columns =
    plan.by.length > 0 ? plan.columns.filter(({ name }) => names.has(name)) : atLeastOne(plan.columns, names);
  return { ...plan, columns, input: inner(plan.input, joined(new Set(), plan.by, ...columns.map(usedBy))) };
};

const pruneJoin = (plan: PlanOf<"join">, names: Names, inner: Inner): Plan => {
  const [left, right] = [columnNames(plan.input), columnNames(plan.other)];
  const keys = { left: plan.on.map((pair) => pair.left), right: plan.on.map((pair) => pair.right) };
  return {
    ...plan,
    input: inner(plan.input, joined(new Set([...names].filter((name) => left.has(name))), keys.left)),
    other: inner(plan.other, joined(new Set(rightNames(plan, names, right)), keys.right)),
  };
};

const rightNames = (plan: PlanOf<"join">, names: Names, right: Names): readonly string[] =>
  plan.how === "semi" || plan.how === "anti" ? [] : [...names].filter((name) => right.has(name));

/** All parts keep the same columns, and no more. */
const pruneConcat = (plan: PlanOf<"concat">, names: Names, inner: Inner): Plan => {
  const columns = atLeastOne(schemaOf(plan), names).map(({ name }) => ({ name, from: name }));
  const kept = new Set(columns.map(({ name }) => name));
  const part = (input: Plan): Plan => {
    const pruned = inner(input, kept);
    return schemaOf(pruned).length === kept.size ? pruned : Object.freeze({ verb: "select", input: pruned, columns });
  };
  return { ...plan, input: part(plan.input), others: plan.others.map(part) };
};

/**
 * Without keys every column decides which rows are equal; the keys are then written out, since columns may be more. Columns
 * that others use are left out: to have them of the row that stays, the rows' order would be needed.
 */
const pruneDedupe = (plan: PlanOf<"dedupe">, names: Names, inner: Inner) => {
  const keys = plan.keys.length > 0 ? plan.keys : [...columnNames(plan.input)];
  const wanted = joined(names, keys);
  const input = inner(plan.input, wanted);
  const columns = schemaOf(input).flatMap(({ name }) => (wanted.has(name) ? [{ name, from: name }] : []));
  const isNarrow = columns.length === schemaOf(input).length;
  return { keys, input: isNarrow ? input : Object.freeze({ verb: "select", input, columns } as const) };
};

/** What a query uses is its own matter, and `*` in it is all columns, neither more nor fewer. */
const pruneSql = (plan: PlanOf<"sql">, inner: Inner): Plan => {
  const [input, ...others] = inputsOf(plan).map((part) => {
    const pruned = inner(part, columnNames(part));
    const columns = schemaOf(part).map(({ name }) => ({ name, from: name }));
    return schemaOf(pruned).length === columns.length
      ? pruned
      : Object.freeze({ verb: "select", input: pruned, columns } as const);
  });
  return { ...plan, input: input ?? plan.input, others };
};

const joined = (names: Names, ...more: readonly (readonly string[])[]): Names => new Set([...names, ...more.flat()]);

const atLeastOne = <T extends { readonly name: string }>(columns: readonly T[], names: Names): readonly T[] => {
  const kept = columns.filter((column) => names.has(column.name));
  return kept.length > 0 ? kept : columns.slice(0, 1);
};

const usedBy = (column: NamedExpr): readonly string[] => used(column.expr);

const used = (node: ExprNode): readonly string[] => [...columnsIn(node)];
