/** The offset in UTF-16 units of an offset in code points, in which Jupyter counts. */
export const toUnits = (text: string, points: number): number => {
  let units = 0;
  let left = points;
  for (const character of text) {
    if (left-- <= 0) break;
    units += character.length;
  }
  return units;
};

/** The offset in code points of an offset in UTF-16 units. */
export const toPoints = (text: string, units: number): number => [...text.slice(0, units)].length;
