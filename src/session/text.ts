import { inspect } from "node:util";
import { messageOf } from "../errors.ts";

/** Bounded text of any value, as `text/plain`; never throws. */
export const textOf = (value: unknown): string => {
  try {
    const text = inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000, breakLength: 100 });
    return text.length <= 100_000 ? text : `${text.slice(0, 100_000)}\n… ${text.length - 100_000} more characters`;
  } catch (error) {
    return `[cannot be shown: ${messageOf(error)}]`;
  }
};
