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

/** A text as a decimal of this precision and scale is written in columns; undefined as in unscaledOf. */
export const fitDecimal = (text: string, precision: number, scale: number): string | undefined => {
  const unscaled = unscaledOf(text, precision, scale);
  return unscaled === undefined ? undefined : decimalText(unscaled, scale);
};

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
