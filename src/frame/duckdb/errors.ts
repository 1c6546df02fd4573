import { PinbookError } from "../../errors.ts";
import { doubt } from "./ndjson-select.ts";

/** What DuckDB threw, as an error for people; `tempDirectory` is where it puts aside what does not fit the memory. */
export const explained = (thrown: unknown, tempDirectory: string): unknown => {
  if (thrown instanceof PinbookError) return thrown;
  const message = messageIn(thrown);
  return new PinbookError(
    overflow(message) ?? given(message) ?? fullDisk(message, tempDirectory) ?? memory(message) ?? `DuckDB: ${message}`,
    {
      cause: thrown,
    },
  );
};

/** Whether DuckDB failed in reading a file, or at a line of which it is not sure. */
export const isOfReading = (thrown: unknown): boolean =>
  !(thrown instanceof PinbookError) &&
  (messageIn(thrown).includes(doubt) ||
    /^IO Error|^Invalid Error|^Not implemented Error|JSON in file|JSON transform error|maximum_object_size|unicode|UTF-?8/i.test(
      messageIn(thrown),
    ));

/** Whether DuckDB may have failed in reading a file: in any way that is not known to come of values. */
export const mayBeOfReading = (thrown: unknown): boolean => {
  if (thrown instanceof PinbookError) return false;
  const message = messageIn(thrown);
  return (
    isOfReading(thrown) ||
    (overflow(message) ?? given(message) ?? fullDisk(message, "") ?? memory(message)) === undefined
  );
};

/** The message of what a native package threw, which may be an Error of another realm. */
const messageIn = (thrown: unknown): string =>
  typeof thrown === "object" && thrown !== null && "message" in thrown ? String(thrown.message) : String(thrown);

const operators: Readonly<Record<string, readonly [string, (a: bigint, b: bigint) => bigint]>> = {
  addition: ["add", (a, b) => a + b],
  subtraction: ["sub", (a, b) => a - b],
  multiplication: ["mul", (a, b) => a * b],
};

const overflow = (message: string): string | undefined => {
  const found = /Overflow in (\w+) of INT(\d+) \((-?\d+) [-+*] (-?\d+)\)!/.exec(message);
  const [name, apply] = operators[found?.[1] ?? ""] ?? [];
  if (found && name && apply) {
    return past(name, String(apply(BigInt(found[3] ?? 0), BigInt(found[4] ?? 0))), found[2] ?? "");
  }
  const abs = /Overflow on abs\(-(\d+)\)/.exec(message)?.[1];
  if (abs) return past("abs", abs, abs.length > 10 ? "64" : "32");
  if (message.includes("Overflow in negation"))
    return "neg() gave a whole number past its type: cast the argument first.";
  const digits = /Overflow in (\w+) of DECIMAL/.exec(message)?.[1];
  if (digits !== undefined) return tooLong(decimalOperators[digits] ?? digits);
  const sum = /INT128 with value (-?\d+) can't be cast.*INT64/.exec(message)?.[1];
  return sum && `op.sum gave ${sum}, which does not fit int64: cast the column to float64 first.`;
};

const decimalOperators: Readonly<Record<string, string>> = { addition: "add", subtract: "sub", multiplication: "mul" };

const tooLong = (fn: string): string =>
  `${fn}() gave more than 38 digits: round an argument first, or cast it to float64.`;

const past = (fn: string, value: string, bits: string): string =>
  bits === "64"
    ? `${fn}() gave ${value}, which does not fit int64: cast an argument to float64 first.`
    : `${fn}() gave ${value}, which does not fit int32: cast an argument to int64 or float64 first.`;

/** The text of an error that the query itself raised. */
const given = (message: string): string | undefined =>
  /^Invalid Input Error: (The value [\s\S]*|op\.[\s\S]*)$/.exec(message)?.[1];

const fullDisk = (message: string, tempDirectory: string): string | undefined =>
  /max_temp_directory_size|No space left on device/.test(message)
    ? `What DuckDB puts aside finds no more room on the disk of ${tempDirectory}: free some space there, or give the engine another tempDirectory or a larger memoryLimit. (${message.split("\n")[0]})`
    : undefined;

const memory = (message: string): string | undefined =>
  message.startsWith("Out of Memory Error")
    ? `DuckDB ran out of the memory that it may use: give the engine a larger memoryLimit, or a tempDirectory with more room. (${message})`
    : undefined;
