import { usageError } from "../errors.ts";
import type { Arguments } from "./command.ts";

/** The value of an option that takes one of a few; undefined where it is not given. */
export const choice = <const T extends string>(
  command: string,
  args: Arguments,
  name: string,
  allowed: readonly T[],
): T | undefined => {
  const value = args.text(name);
  const found = allowed.find((one) => one === value);
  if (found === undefined && value !== undefined)
    throw usageError(`pinbook ${command}: --${name} is ${JSON.stringify(value)}: use ${listed(allowed)}`);
  return found;
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
