const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** How many code points a text has. */
export const codePoints = (text: string): number => {
  let count = text.length;
  for (let index = 1; index < text.length; index++) {
    if (isLow(text.charCodeAt(index)) && isHigh(text.charCodeAt(index - 1))) count--;
  }
  return count;
};

/** Where a part first stands in a text, in code points from 0; -1 where it does not. */
export const indexOfText = (text: string, part: string): number => {
  const at = text.indexOf(part);
  return at <= 0 ? at : codePoints(text.slice(0, at));
};

/** A text from one code point to before another, as Array.prototype.slice counts. */
export const sliceText = (text: string, start: number, end: number): string =>
  codePoints(text) === text.length ? text.slice(start, end) : Array.from(text).slice(start, end).join("");
