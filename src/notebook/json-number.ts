const literals = new WeakMap<object, Map<string, string>>();

/** Remembers how a file wrote a number that JavaScript would write otherwise (`1.0`, `12345678901234567890`). */
export const rememberLiteral = (holder: object, name: string | number, literal: string): void => {
  const known = literals.get(holder);
  if (known) known.set(String(name), literal);
  else literals.set(holder, new Map([[String(name), literal]]));
};

/** `to`, remembering how numbers were written in the object of which it is a changed copy. */
export const withLiterals = <T extends object>(to: T, from: object): T => {
  const known = literals.get(from);
  if (known) literals.set(to, known);
  return to;
};

/** A number as Python's `json.dumps` writes it, or as the file had it where it stands unchanged in the object read. */
export const formatNumber = (value: number, holder: object, name: string | number): string => {
  const literal = literals.get(holder)?.get(String(name));
  if (literal !== undefined && Object.is(readLiteral(literal), value)) return literal;
  return pythonNumber(value);
};

/** The number that a literal of a notebook file stands for; Python also writes `NaN` and `Infinity`. */
export const readLiteral = (literal: string): number => Number(literal);

const pythonNumber = (value: number): string => {
  const text = Object.is(value, -0) ? "0" : String(value);
  if (!/[.e]/.test(text)) return text;
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 16) return text;
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
};
