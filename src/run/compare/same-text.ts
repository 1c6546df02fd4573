/** How far two numbers may be apart and still count as one: by so much, or by such a part of the larger. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export const exact: Tolerance = { absolute: 0, relative: 0 };

/** Whether two texts are the same but for numbers within the tolerance, and for the widths of a table's columns that come from them. */
export const sameText = (a: string, b: string, tolerance: Tolerance): boolean => {
  if (a === b) return true;
  if (tolerance.absolute === 0 && tolerance.relative === 0) return false;
  const [partsA, partsB] = [a.split(number), b.split(number)];
  if (partsA.length !== partsB.length) return false;
  // The capture stands at each second place.
  const same = (part: string, at: number): boolean =>
    part === partsB[at] || (at % 2 === 1 && sameNumber(Number(part), Number(partsB[at]), tolerance));
  if (partsA.every(same)) return true;
  const isPadded = partsA.some((part, at) => at % 2 === 1 && part.length !== partsB[at]?.length);
  return isPadded && partsA.every((part, at) => same(part, at) || unpadded(part) === unpadded(partsB[at] ?? ""));
};

/** A text without the padding of its columns: runs of blanks and of what draws a table's borders are one each, blanks at a line's ends none. */
export const unpadded = (text: string): string =>
  text
    .replace(/ {2,}/g, " ")
    .replace(/(?<=\n) | (?=\n)/g, "")
    .replace(/([─═━-])\1{2,}/g, "$1");

export const sameNumber = (a: number, b: number, { absolute, relative }: Tolerance): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));

const number = /((?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/gi;
