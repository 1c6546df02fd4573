import { decimalText, hasDigits, unscaledAt } from "../../../decimal.ts";
import { PinbookError } from "../../../errors.ts";
import { type DecimalType, isDecimal } from "../../decimal-type.ts";
import type { CallNode } from "../../plan.ts";
import type { Kernel } from "./kernel.ts";

/** Arithmetic of decimals as that of the whole numbers that they are without their points. */
export const exact = (node: CallNode, apply: (a: bigint, b: bigint) => bigint | null): Kernel => {
  const scales = node.args.map(({ type }) => (isDecimal(type) ? type.scale : 0));
  const type = node.type as DecimalType;
  return (...values: string[]) => {
    const [a = 0n, b = 0n] = values.map((value, index) => unscaledAt(value, scales[index] ?? 0));
    const result = apply(a, b);
    if (result === null || hasDigits(result, type.precision))
      return result === null ? null : decimalText(result, type.scale);
    throw tooLong(node.fn);
  };
};

/** A decimal rounded to the scale of the call's type. */
export const roundedTo = (
  node: CallNode,
  { scale }: DecimalType,
  round: (value: bigint, unit: bigint) => bigint,
): Kernel => {
  const type = node.type as DecimalType;
  const unit = 10n ** BigInt(Math.max(scale - type.scale, 0));
  return (value: string) => {
    const rounded = unit === 1n ? unscaledAt(value, scale) : round(unscaledAt(value, scale), unit);
    if (hasDigits(rounded, type.precision)) return decimalText(rounded, type.scale);
    throw tooLong(node.fn);
  };
};

const tooLong = (fn: string): PinbookError =>
  new PinbookError(
    `${fn === "roundTo" ? "round" : fn}() gave more than 38 digits: round an argument first, or cast it to float64.`,
  );
