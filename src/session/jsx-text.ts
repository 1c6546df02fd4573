const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  reg: "®",
  trade: "™",
  deg: "°",
  middot: "·",
  times: "×",
  divide: "÷",
  plusmn: "±",
  laquo: "«",
  raquo: "»",
  euro: "€",
  pound: "£",
  sect: "§",
  para: "¶",
  bull: "•",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  larr: "←",
  uarr: "↑",
  rarr: "→",
  darr: "↓",
  infin: "∞",
  ne: "≠",
  le: "≤",
  ge: "≥",
  shy: "\u00ad",
};

/** Text with its character references (`&nbsp;`, `&#169;`) replaced; names that are not known stay. */
export const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (reference: string, decimal?: string, hex?: string, name = "") => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    return hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : (named[name] ?? reference);
  });

/** What the text between tags means: lines are trimmed where they meet a line break, empty ones go, the rest joins with blanks. */
export const cleaned = (text: string): string => {
  const lines = text.split(/\r\n|\n|\r/);
  return lines
    .map((line, i) => {
      const start = i === 0 ? line : line.replace(/^[ \t]+/, "");
      return decoded(i === lines.length - 1 ? start : start.replace(/[ \t]+$/, ""));
    })
    .filter((line) => line !== "")
    .join(" ");
};
