/** The colour of text over a colour: dark on light ones, light on dark ones. */
export const inkOn = (color: string): string => {
  const parts = partsOf(color);
  if (!parts) return "#222222";
  const [red = 0, green = 0, blue = 0] = parts;
  return red * 0.3 + green * 0.59 + blue * 0.11 > 140 ? "#222222" : "#ffffff";
};

/** Red, green and blue of a colour in hexadecimal digits or as rgb(); undefined of names. */
const partsOf = (color: string): readonly number[] | undefined => {
  const [, hex] = /^#([\da-f]{6}|[\da-f]{3})$/i.exec(color.trim()) ?? [];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : (hex.match(/../g) ?? []);
    return digits.map((pair) => Number.parseInt(pair, 16));
  }
  const [, list] = /^rgba?\(([^)]*)\)$/i.exec(color.trim()) ?? [];
  const parts = list?.split(/[\s,/]+/).map(Number);
  return parts && parts.length >= 3 && parts.every((part) => !Number.isNaN(part)) ? parts : undefined;
};
