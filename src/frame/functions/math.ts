import { arithmetic, boolean, type FunctionSpec, float64, int32, numeric, receiver } from "./spec.ts";

const math: FunctionSpec = { on: numeric, takes: ["same"], gives: arithmetic };
const sign: FunctionSpec = { on: numeric, takes: [], gives: arithmetic };
const whole: FunctionSpec = { on: ["number"], takes: [], gives: receiver };
const test: FunctionSpec = { on: ["number"], takes: [], gives: boolean };
const float: FunctionSpec = { on: ["number"], takes: [], gives: float64, nulls: "always" };

/** Arithmetic. */
export const mathFunctions = {
  add: math,
  sub: math,
  mul: math,
  div: { on: ["number"], takes: ["same"], gives: float64, nulls: "always" },
  mod: { on: numeric, takes: ["same"], gives: arithmetic, nulls: "always" },
  neg: sign,
  abs: sign,
  sign: { on: numeric, takes: [], gives: int32, nulls: "always" },
  round: whole,
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
