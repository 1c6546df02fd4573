import { usageError } from "../errors.ts";
import { type DataType, typeName } from "../schema.ts";

/** An exact number: `precision` digits in all, `scale` of them behind the point. */
export type DecimalType = Extract<DataType, { readonly kind: "decimal" }>;

/** As many digits as a decimal can have. */
export const mostDigits = 38;

/** Whether a type is a decimal's. */
export const isDecimal = (type: DataType): type is DecimalType => typeof type === "object" && type.kind === "decimal";

/** The decimal of so many digits before the point and behind it, capped at 38 in all. */
const decimal = (whole: number, scale: number): DecimalType => ({
  kind: "decimal",
  precision: Math.min(Math.max(whole + scale, 1), mostDigits),
  scale,
});

const wholeDigits = ({ precision, scale }: DecimalType): number => precision - scale;

/** The narrowest decimal that holds the values of both; undefined where that has more than 38 digits. */
export const commonDecimal = (a: DecimalType, b: DecimalType): DecimalType | undefined => {
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(wholeDigits(a), wholeDigits(b));
  return whole + scale <= mostDigits ? decimal(whole, scale) : undefined;
};

/** The type of a sum or difference of two: one digit more before the point. */
export const sumDecimal = (a: DecimalType, b: DecimalType): DecimalType =>
  decimal(Math.max(wholeDigits(a), wholeDigits(b)) + 1, Math.max(a.scale, b.scale));

/** The type of a product: all digits of both; throws where more than 38 of them are behind the point. */
export const productDecimal = (a: DecimalType, b: DecimalType): DecimalType => {
  if (a.scale + b.scale <= mostDigits) return decimal(wholeDigits(a) + wholeDigits(b), a.scale + b.scale);
  throw usageError(
    `mul() of ${typeName(a)} and ${typeName(b)} would have more than 38 digits behind the point: round one of them first.`,
  );
};

/** The type of a number rounded to so many digits behind the point: one more before it, for 9.9 becomes 10. */
export const roundedDecimal = (type: DecimalType, scale: number): DecimalType =>
  scale >= type.scale ? type : decimal(wholeDigits(type) + 1, scale);

/** The type of an aggregate's sum. */
export const totalDecimal = ({ scale }: DecimalType): DecimalType => ({
  kind: "decimal",
  precision: mostDigits,
  scale,
});

/** The type of a mean: four digits more behind the point, rounded half away from zero. */
export const meanDecimal = (type: DecimalType): DecimalType =>
  decimal(wholeDigits(type), Math.min(type.scale + 4, mostDigits));

/** The type of a constant by its digits. */
export const typeOfDigits = (digits: string): DecimalType => {
  const [whole = "", fraction = ""] = digits.replace(/^[+-]/, "").split(".");
  const type = decimal(whole.replace(/^0+/, "").length, fraction.length);
  if (whole.replace(/^0+/, "").length + fraction.length <= mostDigits) return type;
  throw usageError(`The decimal ${digits} has more than 38 digits.`);
};
