import { divideRounded } from "../../../decimal.ts";
import { PinbookError } from "../../../errors.ts";
import { isDecimal } from "../../decimal-type.ts";
import type { mathFunctions } from "../../functions/math.ts";
import { exact, roundedTo } from "./decimals.ts";
import { just, type Maker, receiverType } from "./kernel.ts";

const arithmetic =
  (numbers: (a: number, b: number) => number | null, bigints: (a: bigint, b: bigint) => bigint | null): Maker =>
  (node) => {
    if (isDecimal(node.type)) return exact(node, bigints);
    if (node.type === "int64") return (a: bigint, b: bigint) => within64(bigints(a, b), node.fn);
    return node.type === "int32" ? (a: number, b: number) => within32(numbers(a, b), node.fn) : numbers;
  };

const unary =
  (numbers: (a: number) => number, bigints: (a: bigint) => bigint): Maker =>
  (node) => {
    if (isDecimal(node.type)) return exact(node, bigints);
    if (node.type === "int64") return (a: bigint) => within64(bigints(a), node.fn);
    return node.type === "int32" ? (a: number) => within32(numbers(a), node.fn) : numbers;
  };

const within32 = (value: number | null, fn: string): number | null => {
  if (value === null || (value | 0) === value) return value === null ? null : value + 0;
  throw new PinbookError(
    `${fn}() gave ${value}, which does not fit int32: cast an argument to int64 or float64 first.`,
  );
};

const within64 = (value: bigint | null, fn: string): bigint | null => {
  if (value === null || BigInt.asIntN(64, value) === value) return value;
  throw new PinbookError(`${fn}() gave ${value}, which does not fit int64: cast an argument to float64 first.`);
};

/** Whole numbers to which decimals are rounded. */
const rounding =
  (numbers: (value: number) => number, decimals: (value: bigint, unit: bigint) => bigint): Maker =>
  (node) => {
    const type = receiverType(node);
    return isDecimal(type) ? roundedTo(node, type, decimals) : numbers;
  };

const roundTo: Maker = (node) => {
  const type = receiverType(node);
  return isDecimal(type) ? roundedTo(node, type, divideRounded) : roundAwayFromZero;
};

const floorOf = (value: bigint, unit: bigint): bigint => value / unit - (value % unit < 0n ? 1n : 0n);

const roundAwayFromZero = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

const signOf = (value: number | bigint | string): number | null => {
  if (typeof value === "string") return /[1-9]/.test(value) ? (value.startsWith("-") ? -1 : 1) : 0;
  if (Number.isNaN(value)) return null;
  return value > 0 ? 1 : value < 0 ? -1 : 0;
};

const positive =
  (log: (value: number) => number): Maker =>
  () =>
  (value: number) =>
    value <= 0 ? null : log(value);

export const mathKernels: Readonly<Record<keyof typeof mathFunctions, Maker>> = {
  add: arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  sub: arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  mul: arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  div: just((a: number, b: number) => (b === 0 ? null : a / b)),
  mod: arithmetic(
    (a, b) => (b === 0 ? null : a % b),
    (a, b) => (b === 0n ? null : a % b),
  ),
  neg: unary(
    (a) => -a,
    (a) => -a,
  ),
  abs: unary(Math.abs, (a) => (a < 0n ? -a : a)),
  sign: just(signOf),
  round: rounding(roundAwayFromZero, divideRounded),
  roundTo,
  floor: rounding(Math.floor, floorOf),
  ceil: rounding(Math.ceil, (value, unit) => -floorOf(-value, unit)),
  trunc: rounding(Math.trunc, (value, unit) => value / unit),
  isNaN: just(Number.isNaN),
  isFinite: just(Number.isFinite),
  sqrt: just((value: number) => (value < 0 ? null : Math.sqrt(value))),
  ln: positive(Math.log),
  log10: positive(Math.log10),
  exp: just(Math.exp),
  pow: just((base: number, exponent: number) => base ** exponent),
};
