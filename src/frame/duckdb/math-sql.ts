import { holdsFloats } from "../../schema.ts";
import { kindOf } from "../data-type.ts";
import { all, doubleOf, int32, type Maker, receiverType, unlessNull } from "./maker.ts";

type Added = "greatest" | "least" | "sign" | "isNaN" | "isFinite" | "log10" | "exp" | "pow";

/** 0 and -0 are equal, and either might be given: it is 0. */
const extreme =
  (name: string): Maker =>
  (node, args) => {
    const value = `${name}(${all(node, args, node.type).join(", ")})`;
    return holdsFloats(node.type) ? `(${value} + 0)` : value;
  };

const sign: Maker = (node, [value]) =>
  kindOf(receiverType(node)) === "number" && holdsFloats(receiverType(node))
    ? `CASE WHEN NOT isnan(${value}) THEN ${int32(`sign(${value})`)} END`
    : int32(`sign(${value})`);

/** Whole numbers are finite and no NaN. */
const test =
  (name: string, ofWhole: boolean): Maker =>
  (node, [value]) =>
    holdsFloats(receiverType(node)) ? `${name}(${value})` : unlessNull([value], String(ofWhole));

const log10: Maker = (node, args) => {
  const value = doubleOf(node, args);
  return `CASE WHEN ${value} > 0 THEN log10(${value}) END`;
};

/** JavaScript gives NaN for 1 to the power of NaN and of infinity, C gives 1. */
const pow: Maker = (node, args) => {
  const [base, exponent] = all(node, args, "float64");
  const odd = `isnan(${exponent}) OR (abs(${base}) = 1 AND isinf(${exponent}))`;
  return unlessNull([base, exponent], `CASE WHEN ${odd} THEN CAST('NaN' AS DOUBLE) ELSE pow(${base}, ${exponent}) END`);
};

/** Arithmetic that is more than an operator. */
export const mathSql: Readonly<Record<Added, Maker>> = {
  greatest: extreme("greatest"),
  least: extreme("least"),
  sign,
  isNaN: test("isnan", false),
  isFinite: test("isfinite", true),
  log10,
  exp: (node, args) => `exp(${doubleOf(node, args)})`,
  pow,
};
