import { commonDecimal, isDecimal, productDecimal, roundedDecimal, sumDecimal } from "../decimal-type.ts";
import type { Typed } from "../plan.ts";
import { boolean, type FunctionSpec, float64, int32, numeric, ofDecimals, receiver } from "./spec.ts";

const sum: FunctionSpec = { on: numeric, takes: ["same"], gives: ofDecimals(sumDecimal) };
const sign: FunctionSpec = { on: numeric, takes: [], gives: ofDecimals((type) => type) };
const whole: FunctionSpec = { on: ["number", "decimal"], takes: [], gives: (args) => rounded(args, 0) };
const test: FunctionSpec = { on: ["number"], takes: [], gives: boolean };
const float: FunctionSpec = { on: ["number"], takes: [], gives: float64, nulls: "always" };

/** Arithmetic. */
export const mathFunctions = {
  add: sum,
  sub: sum,
  mul: { on: numeric, takes: ["same"], gives: ofDecimals(productDecimal) },
  div: { on: ["number", "decimal"], takes: ["same"], gives: float64, nulls: "always" },
  mod: { on: numeric, takes: ["same"], gives: ofDecimals((a, b) => commonDecimal(a, b) ?? a), nulls: "always" },
  neg: sign,
  abs: sign,
  sign: { on: numeric, takes: [], gives: int32, nulls: "always" },
  round: whole,
  /** Made by a decimal's round: it takes the number of digits behind the point. */
  roundTo: { on: [], takes: ["number"], gives: (args) => rounded(args, digitsOf(args[1])) },
  floor: whole,
  ceil: whole,
  trunc: whole,
  isNaN: test,
  isFinite: test,
  sqrt: float,
  ln: float,
  log10: float,
  exp: { on: ["number"], takes: [], gives: float64 },
  pow: { on: ["number"], takes: ["same"], gives: float64 },
} satisfies Record<string, FunctionSpec>;

function rounded(args: readonly Typed[], scale: number) {
  const type = receiver(args);
  return isDecimal(type) ? roundedDecimal(type, scale) : type;
}

function digitsOf(arg: Typed | undefined): number {
  return arg && "value" in arg ? Number(arg.value) : 0;
}
