import type { NumberExpr, StringExpr } from "../frame/index.ts";
import { op } from "../frame/index.ts";

/** `834`, `28k` or `1.5M` as a whole number; null where the text is none of these. */
export const followerCount = (text: StringExpr<null>): NumberExpr<null> => {
  const count = text.trim();
  const letters = count.lower();
  const unit = op.when(letters.endsWith("k"), 1000).when(letters.endsWith("m"), 1_000_000).otherwise(1);
  const digits = count.extract(/^(\d+(\.\d+)?)[km]?$/i, 1);
  return digits.tryCast("float64").mul(unit).round().tryCast("int32");
};
