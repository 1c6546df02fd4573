/** How Python writes those numbers of an object or a list that were read from a file and that JavaScript would write otherwise (`1.0`, `12345678901234567890`). */
export type Literals = ReadonlyMap<string | number, string>;

const literals = new WeakMap<object, Map<string | number, string>>();

/** Remembers how a file wrote a number, in the form that Python gives it when it saves the file again. */
export const rememberLiteral = (holder: object, name: string | number, written: string): void => {
  const value = readLiteral(written);
  const literal = /^-?\d+$/.test(written) ? written.replace(/^-0$/, "0") : pythonFloat(value);
  if (literal === pythonNumber(value)) return void literals.get(holder)?.delete(name);
  const known = literals.get(holder);
  if (known) known.set(name, literal);
  else literals.set(holder, new Map([[name, literal]]));
};

/** What is remembered of an object's or list's own numbers. */
export const literalsOf = (holder: object): Literals | undefined => literals.get(holder);

/** `to`, remembering how numbers were written in the object of which it is a changed copy. */
export const withLiterals = <T extends object>(to: T, from: object): T => {
  const [known, own] = [literals.get(from), literals.get(to)];
  if (known) literals.set(to, own ? new Map([...own, ...known]) : known);
  return to;
};

/** Objects put together as a spread does, the later before the earlier, remembering how their numbers were written. */
export const mergedWithLiterals = <T extends object>(...parts: readonly object[]): T => {
  const merged: object = Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
  for (const part of parts) withLiterals(merged, part);
  return merged as T;
};

/** A number as Python's `json.dumps` writes it, or as the file had it where it stands unchanged in the object read. */
export const formatNumber = (value: number, known: Literals | undefined, name: string | number): string => {
  const literal = known?.get(name);
  if (literal !== undefined && readLiteral(literal) === value) return literal;
  return pythonNumber(value);
};

/** The number that a literal of a notebook file stands for; Python also writes `NaN` and `Infinity`. */
export const readLiteral = (literal: string): number => Number(literal);

/** Whether `formatNumber` writes this literal without having to remember it. */
export const isPlainLiteral = (literal: string): boolean => pythonNumber(readLiteral(literal)) === literal;

// What JavaScript sends has no point where it is whole, and Python keeps it so.
const pythonNumber = (value: number): string => {
  const size = Math.abs(value);
  const text = size === 0 ? "0" : String(value);
  return (size >= 1e-4 && size < 1e16) || !/[.e]/.test(text) ? text : pythonFloat(value);
};

const pythonFloat = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  if (!(size < Number.POSITIVE_INFINITY)) return String(value);
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
};
