import { holdsFloats } from "../schema.ts";
import { groupNodes } from "./check-expr.ts";
import { fieldOf, sameType } from "./data-type.ts";
import { call } from "./nodes.ts";
import type { ExprNode, Plan, PlanOf } from "./plan.ts";
import { inputsOf, usesOf, withInputs } from "./plan-inputs.ts";
import { columnsIn, renameColumns } from "./rename-columns.ts";
import { schemaOf } from "./schema-of.ts";
import { isTotal } from "./totality.ts";

/**
 * The same plans with filters as early as they can come: below verbs that neither make nor need what they compare. A
 * condition that some value may fail never sees a row that it did not see before, and what several verbs read is left whole.
 */
export const pushFilters = (plans: readonly Plan[]): readonly Plan[] => {
  const uses = usesOf(plans);
  const done = new Map<Plan, Plan>();
  const push: Push = (plan, conditions) => {
    if (plan.verb === "source" || (conditions.length > 0 && (uses.get(plan) ?? 0) > 1)) {
      return filtered(plan.verb === "source" ? plan : push(plan, []), conditions);
    }
    const known = conditions.length === 0 ? done.get(plan) : undefined;
    if (known) return known;
    const pushed = pushInto(plan, conditions, push);
    if (conditions.length === 0) done.set(plan, pushed);
    return pushed;
  };
  return plans.map((plan) => push(plan, []));
};

/** A plan whose rows are those of `plan` for which the conditions are true. */
type Push = (plan: Plan, conditions: readonly ExprNode[]) => Plan;

const pushInto = (plan: Exclude<Plan, { verb: "source" }>, conditions: readonly ExprNode[], push: Push): Plan => {
  if (plan.verb === "filter" && isPlain(plan)) return push(plan.input, [...conjuncts(plan.condition), ...conditions]);
  const { stay, go } = divided(plan, conditions);
  const inputs = inputsOf(plan).map((input, index) => push(input, go[index] ?? []));
  return filtered(withInputs(plan, inputs), stay);
};

const isPlain = ({ condition }: PlanOf<"filter">): boolean => groupNodes(condition).length === 0;

/** The conditions that must all be true for a condition to be. */
export const conjuncts = (node: ExprNode): readonly ExprNode[] =>
  node.kind === "call" && node.fn === "and" ? node.args.flatMap(conjuncts) : [node];

/** Conditions in order over a plan: those that may fail by themselves, for they need not see what others leave out. */
const filtered = (plan: Plan, conditions: readonly ExprNode[]): Plan => {
  const total = conditions.filter(isTotal);
  const [first, ...rest] = total;
  const combined = first === undefined ? [] : [rest.length === 0 ? first : call("and", [first, ...rest])];
  return [...combined, ...conditions.filter((condition) => !isTotal(condition))].reduce<Plan>(
    (input, condition) => Object.freeze({ verb: "filter", input, by: noKeys, condition }),
    plan,
  );
};

const noKeys: readonly string[] = Object.freeze([]);

/** The conditions that stay above a verb, and those that go below it, by input. */
const divided = (plan: Plan, conditions: readonly ExprNode[]) => {
  const stay: ExprNode[] = [];
  const go: ExprNode[][] = inputsOf(plan).map(() => []);
  for (const condition of conditions) {
    const below = isTotal(condition) || (stay.length === 0 && seesTheSame(plan)) ? passed(plan, condition) : [];
    if (below.length === 0) stay.push(condition);
    for (const { input, condition: changed } of below) go[input]?.push(changed);
  }
  return { stay, go };
};

/** Whether the rows below a verb are those above it, as far as a condition that passes it sees them. */
const seesTheSame = ({ verb }: Plan): boolean =>
  ["select", "derive", "orderby", "rollup", "dedupe", "concat"].includes(verb);

interface Below {
  /** Which of the inputs. */
  readonly input: number;
  readonly condition: ExprNode;
}

/** A condition below a verb, for each input that it goes to; nothing where it must stay above. */
const passed = (plan: Plan, condition: ExprNode): readonly Below[] => {
  switch (plan.verb) {
    case "select":
      return [{ input: 0, condition: renameColumns(condition, originals(plan)) }];
    case "orderby":
      return [{ input: 0, condition }];
    case "derive":
      return passedDerive(plan, condition);
    case "filter":
      return ofKeys(plan.input, plan.by, condition);
    case "rollup":
      return ofKeys(plan.input, plan.by, condition);
    case "dedupe":
      return ofKeys(plan.input, plan.keys.length > 0 ? plan.keys : namesOf(plan.input), condition);
    case "unroll":
      return columnsIn(condition).has(plan.column) ? [] : [{ input: 0, condition }];
    case "join":
      return passedJoin(plan, condition);
    case "concat":
      return passedConcat(plan, condition);
    default:
      return [];
  }
};

const originals = (plan: PlanOf<"select">): ReadonlyMap<string, string> =>
  new Map(plan.columns.map(({ name, from }) => [name, from]));

const namesOf = (plan: Plan): readonly string[] => schemaOf(plan).map((field) => field.name);

const passedDerive = (plan: PlanOf<"derive">, condition: ExprNode): readonly Below[] => {
  const used = columnsIn(condition);
  if (plan.columns.some(({ name }) => used.has(name))) return [];
  const isOfRows = plan.columns.every(({ expr }) => groupNodes(expr).length === 0);
  return isOfRows ? [{ input: 0, condition }] : ofKeys(plan.input, plan.by, condition);
};

/** A condition on keys alone takes whole groups; floats may be 0 and -0 in one group, which a condition may tell apart. */
const ofKeys = (input: Plan, keys: readonly string[], condition: ExprNode): readonly Below[] => {
  const schema = schemaOf(input);
  const isKey = (name: string) => keys.includes(name) && !holdsFloats(fieldOf(schema, name)?.type ?? "float64");
  const used = [...columnsIn(condition)];
  return used.length > 0 && used.every(isKey) ? [{ input: 0, condition }] : [];
};

const passedJoin = (plan: PlanOf<"join">, condition: ExprNode): readonly Below[] => {
  const used = [...columnsIn(condition)];
  if (used.length === 0) return [];
  const left = schemaOf(plan.input);
  const isLeft = used.every((name) => fieldOf(left, name));
  if (!isLeft) {
    const isRight = used.every((name) => !fieldOf(left, name));
    return isRight && plan.how === "inner" ? [{ input: 1, condition }] : [];
  }
  const onRight = keysOnRight(plan, used);
  return onRight
    ? [
        { input: 0, condition },
        { input: 1, condition: renameColumns(condition, onRight) },
      ]
    : [{ input: 0, condition }];
};

/** The right side's names of keys, where only keys are used and equal values are the same on both sides. */
const keysOnRight = (plan: PlanOf<"join">, used: readonly string[]): ReadonlyMap<string, string> | undefined => {
  if (plan.how === "anti") return undefined;
  const [left, right] = [schemaOf(plan.input), schemaOf(plan.other)];
  const names = used.map((name) => [name, plan.on.find((pair) => pair.left === name)?.right] as const);
  const isSame = ([mine, theirs]: (typeof names)[number]): boolean => {
    const [a, b] = [fieldOf(left, mine)?.type, theirs === undefined ? undefined : fieldOf(right, theirs)?.type];
    return a !== undefined && b !== undefined && sameType(a, b) && !holdsFloats(a);
  };
  return names.every(isSame) ? new Map(names as readonly (readonly [string, string])[]) : undefined;
};

/** Into every part, if the columns have the same types there. */
const passedConcat = (plan: PlanOf<"concat">, condition: ExprNode): readonly Below[] => {
  const schema = schemaOf(plan);
  const parts = inputsOf(plan);
  const isSame = [...columnsIn(condition)].every((name) => {
    const type = fieldOf(schema, name)?.type;
    return parts.every((part) => {
      const own = fieldOf(schemaOf(part), name)?.type;
      return type !== undefined && own !== undefined && sameType(type, own);
    });
  });
  return isSame ? parts.map((_, input) => ({ input, condition })) : [];
};
