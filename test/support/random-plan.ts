import { kindOf } from "../../src/frame/data-type.ts";
import { columnsOf } from "../../src/frame/expr.ts";
import type { Expr, Frame, Row } from "../../src/frame/index.ts";
import { type Choices, choicesOf } from "./choices.ts";
import {
  attemptOf,
  randomAggregate,
  randomCondition,
  randomExpr,
  randomOrder,
  randomWindow,
  type Scope,
} from "./random-expression.ts";
import { randomRows, tableOf } from "./random-table.ts";

/** A random plan as what it is made of, so that parts can be left out. */
export interface Recipe {
  readonly rows: readonly Row[];
  readonly others: readonly Row[];
  /** A seed for each verb. */
  readonly steps: readonly number[];
}

/** A recipe of a seed: up to so many verbs over a few rows, at times over some thousand. */
export const randomRecipe = (seed: number, verbs = 6): Recipe => {
  const choices = choicesOf(seed);
  const count = choices.chance(0.02) ? 3000 : choices.below(14);
  return {
    rows: randomRows(choices, count),
    others: randomRows(choices, choices.below(8)),
    steps: Array.from({ length: 1 + choices.below(verbs) }, () => choices.below(2 ** 31)),
  };
};

/** The frame of a recipe; verbs that cannot be at their place are left out. */
export const frameOf = ({ rows, others, steps }: Recipe): Frame => {
  const other = tableOf(others, "other") as unknown as Frame;
  return steps.reduce(
    (frame, seed) => attemptOf(() => step(frame, other, choicesOf(seed))) ?? frame,
    tableOf(rows, "table") as unknown as Frame,
  );
};

const scopeOf = (frame: Frame): Scope => {
  const columns = columnsOf<Row>(frame.schema) as unknown as Scope;
  return Object.fromEntries(frame.schema.map(({ name }) => [name, columns[name] as Expr]));
};

const namesOf = (frame: Frame): readonly string[] => frame.schema.map((field) => field.name);

/** A new column's name, or one that is there already. */
const target = (frame: Frame, choices: Choices): string =>
  choices.chance(0.3) ? choices.pick(namesOf(frame)) : choices.pick(["x", "y", "X", "z z"]);

const step = (frame: Frame, other: Frame, choices: Choices): Frame => {
  const scope = scopeOf(frame);
  const names = namesOf(frame);
  const groups = () => frame.groupby(...choices.some(names, 2));
  const grouped = () => (choices.chance(0.6) ? groups() : frame);
  const verbs: readonly (() => unknown)[] = [
    () => frame.select(...choices.some(names, names.length)),
    () => frame.rename({ [choices.pick(names)]: choices.pick(["r", "s", "t"]) } as never),
    () => frame.derive(() => ({ [target(frame, choices)]: randomExpr(scope, choices, 3) })),
    () =>
      frame.derive(() => ({
        p: randomExpr(scope, choices, 2),
        [target(frame, choices)]: randomExpr(scope, choices, 2),
      })),
    () => grouped().derive(() => ({ [target(frame, choices)]: randomAggregate(scope, choices) })),
    () => grouped().derive(() => ({ [target(frame, choices)]: randomWindow(scope, choices) })),
    () => frame.filter(() => randomCondition(scope, choices) as never),
    () => frame.filter(() => randomCondition(scope, choices) as never),
    () => grouped().filter(() => topOf(scope, choices) as never),
    () => frame.slice(choices.pick([0, 1, 3, -2, -5]), choices.pick([undefined, 2, 5, -1])),
    () =>
      frame.orderby(() => [randomOrder(scope, choices), ...(choices.chance(0.4) ? [randomOrder(scope, choices)] : [])]),
    () => grouped().rollup(() => ({ a: randomAggregate(scope, choices), c: randomAggregate(scope, choices) })),
    () => groups().count(),
    () => joined(frame, other, choices),
    () => joined(frame, other, choices),
    () =>
      frame.concat(
        frame.slice(0, 3),
        frame.orderby(() => [randomOrder(scope, choices)]),
      ),
    () => (choices.chance(0.5) ? frame.dedupe() : frame.dedupe(...choices.some(names, 2))),
    () => frame.dedupeLast(...choices.some(names, 2)),
    () => compared(frame, other, choices),
    () => frame.unroll(choices.pick(names.filter((name) => isList(frame, name)))),
  ];
  return choices.pick(verbs)() as Frame;
};

/** The rows that another frame of the same columns has too, or has not. */
const compared = (frame: Frame, other: Frame, choices: Choices): Frame => {
  const shared = namesOf(other).filter((name) => namesOf(frame).includes(name));
  const names = choices.some(shared, 3);
  const [one, second] = [frame, choices.pick([other, frame.slice(1), frame.concat(frame.slice(-2))])].map((each) =>
    each.select(...(names as [string])),
  ) as [Frame, Frame];
  const options = choices.pick([undefined, { all: true }, { all: true }]);
  return (choices.chance(0.5) ? one.except(second, options) : one.intersect(second, options)) as Frame;
};

const isList = (frame: Frame, name: string): boolean =>
  frame.schema.some((field) => field.name === name && kindOf(field.type) === "list");

const topOf = (scope: Scope, choices: Choices): Expr => {
  const aggregate = (choices.chance(0.5) ? randomAggregate : randomWindow)(scope, choices);
  const test = aggregate as unknown as { readonly ge?: (other: number) => Expr; isNotNull(): Expr };
  return kindOf(aggregate.node.type) === "number" && test.ge ? test.ge(1) : test.isNotNull();
};

/** The other table's columns under names that the frame does not have, joined on one or two columns. */
const joined = (frame: Frame, other: Frame, choices: Choices): Frame => {
  const mine = namesOf(frame);
  const keys = choices.some(
    namesOf(other).filter((name) => mine.includes(name)),
    2,
  );
  const rest = Object.fromEntries(namesOf(other).flatMap((name) => (keys.includes(name) ? [] : [[name, `o_${name}`]])));
  const right = other.rename(rest as never) as unknown as Frame;
  const how = choices.pick(["join", "joinLeft", "semijoin", "antijoin", "joinRight", "joinFull"] as const);
  const sorted = choices.chance(0.3) ? right.orderby(() => [randomOrder(scopeOf(right), choices)]) : right;
  return (frame as unknown as Record<string, (other: Frame, on: readonly string[]) => Frame>)[how]?.(
    sorted,
    keys,
  ) as Frame;
};
