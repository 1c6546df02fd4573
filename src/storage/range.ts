import { usageError } from "../errors.ts";
import type { ByteRange } from "./types.ts";

/** The range itself, if both ends are whole numbers with 0 ≤ start ≤ end; else throws a usage error. */
export const checkRange = (range: ByteRange): ByteRange => {
  const whole = Number.isSafeInteger(range.start) && Number.isSafeInteger(range.end);
  if (whole && range.start >= 0 && range.start <= range.end) return range;
  throw usageError(
    `the byte range ${range.start} to ${range.end} is not one: give whole numbers with 0 <= start <= end`,
  );
};
