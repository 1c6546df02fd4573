const PREFIX = 32;
const LAST = 0x10ffff;

/** Compares as UTF-8 bytes do, which is by code points. */
export const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
};

/** A text at or below `text` of at most 32 code points. */
export const lowerBound = (text: string): string => pointsOf(text).slice(0, PREFIX).join("");

/** A text at or above `text` of at most 32 code points; undefined where there is none. */
export const upperBound = (text: string): string | undefined => {
  const points = pointsOf(text);
  if (points.length <= PREFIX) return text;
  for (let at = PREFIX - 1; at >= 0; at--) {
    const point = points[at]?.codePointAt(0) ?? LAST;
    if (point === LAST) continue;
    const next = point === 0xd7ff ? 0xe000 : point + 1;
    return points.slice(0, at).join("") + String.fromCodePoint(next);
  }
  return undefined;
};

// No more of a long text than the prefix needs: a code point is at most two units.
const pointsOf = (text: string): readonly string[] => [...text.slice(0, 2 * (PREFIX + 1))];

// Surrogates stand for code points above every other unit.
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
