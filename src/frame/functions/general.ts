import { anyKind, boolean, common, comparable, type FunctionSpec, listOf } from "./spec.ts";

const compare: FunctionSpec = { on: comparable, takes: ["same"], gives: boolean };
const isNull: FunctionSpec = { on: anyKind, takes: [], gives: boolean, nulls: "never" };
const logic: FunctionSpec = { on: ["boolean"], takes: ["rest"], gives: boolean };
/** Nulls are passed over. */
const extreme: FunctionSpec = { on: comparable, takes: ["rest"], gives: common, nulls: "own" };

/** Comparison, logic and nulls. */
export const generalFunctions = {
  eq: compare,
  ne: compare,
  lt: compare,
  le: compare,
  gt: compare,
  ge: compare,
  same: { on: comparable, takes: ["same"], gives: boolean, nulls: "never" },
  in: { on: comparable, takes: ["rest"], gives: boolean },
  isNull,
  isNotNull: isNull,
  coalesce: { on: anyKind, takes: ["rest"], gives: common, nulls: "own" },
  greatest: extreme,
  least: extreme,
  and: logic,
  or: logic,
  not: { on: ["boolean"], takes: [], gives: boolean },
  list: {
    on: anyKind,
    takes: ["rest"],
    gives: (args) =>
      listOf(
        common(args),
        args.some((arg) => arg.nullable),
      ),
    nulls: "never",
  },
} satisfies Record<string, FunctionSpec>;
