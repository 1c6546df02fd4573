/** A decimal as its digits, `scale` of them behind the point, of the whole number that it is without one. */
export const decimalText = (unscaled: bigint, scale: number): string => {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ""}`;
};

/**
 * The whole number that a decimal of this precision and scale is without its point; undefined where the text is no
 * number, or one that would have to be rounded or has too many digits.
 */
export const unscaledOf = (text: string, precision: number, scale: number): bigint | undefined => {
  const [, sign, whole = "", fraction = "", exponent = "0"] = pattern.exec(text) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0 || exponent.length > 4) return undefined;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  const shift = scale - places;
  const unscaled = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  if (shift < 0 && unscaled * 10n ** BigInt(-shift) !== digits) return undefined;
  if (unscaled >= 10n ** BigInt(precision)) return undefined;
  return sign === "-" ? -unscaled : unscaled;
};

/** How many digits a decimal's text has behind its point. */
export const scaleOf = (digits: string): number => (digits.includes(".") ? digits.length - digits.indexOf(".") - 1 : 0);

/** The whole number that a decimal's text, of no greater scale, is without its point at a scale. */
export const unscaledAt = (digits: string, scale: number): bigint => {
  const own = scaleOf(digits);
  const whole = BigInt(digits.replace(".", "").replace(/^\+/, ""));
  return own === scale ? whole : whole * 10n ** BigInt(scale - own);
};

/** A whole number divided by a positive one, halves away from zero. */
export const divideRounded = (value: bigint, by: bigint): bigint => {
  const size = value < 0n ? -value : value;
  const rounded = (size * 2n + by) / (by * 2n);
  return value < 0n ? -rounded : rounded;
};

/** The whole number that a decimal is without its point, where another scale is wanted: rounded half away from zero. */
export const rescaled = (unscaled: bigint, from: number, to: number): bigint =>
  to >= from ? unscaled * 10n ** BigInt(to - from) : divideRounded(unscaled, 10n ** BigInt(from - to));

/** Whether a whole number has at most so many digits. */
export const hasDigits = (unscaled: bigint, precision: number): boolean =>
  (unscaled < 0n ? -unscaled : unscaled) < 10n ** BigInt(precision);

/** A text as a decimal of this precision and scale is written in columns; undefined as in unscaledOf. */
export const fitDecimal = (text: string, precision: number, scale: number): string | undefined => {
  const unscaled = unscaledOf(text, precision, scale);
  return unscaled === undefined ? undefined : decimalText(unscaled, scale);
};

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
