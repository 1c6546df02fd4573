/** How far two numbers may be apart and still count as one: by so much, or by such a part of the larger. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export const exact: Tolerance = { absolute: 0, relative: 0 };

/** Whether two texts are the same but for numbers within the tolerance. */
export const sameText = (a: string, b: string, tolerance: Tolerance): boolean => {
  if (a === b) return true;
  if (tolerance.absolute === 0 && tolerance.relative === 0) return false;
  const [partsA, partsB] = [a.split(number), b.split(number)];
  if (partsA.length !== partsB.length) return false;
  return partsA.every((part, at) => {
    const other = partsB[at] ?? "";
    // The capture stands at each second place.
    return part === other || (at % 2 === 1 && sameNumber(Number(part), Number(other), tolerance));
  });
};

export const sameNumber = (a: number, b: number, { absolute, relative }: Tolerance): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));

const number = /((?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/gi;
