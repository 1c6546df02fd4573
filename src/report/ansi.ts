import { escapeHtml } from "./escape.ts";

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

interface Style {
  readonly color?: string;
  readonly background?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
}

const escapeCode = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const sequences = new RegExp(
  `${escapeCode}\\[([0-9;:]*)m|${escapeCode}\\[[0-9;?:<=>]*[ -/]*[@-~]|${escapeCode}\\][^${bell}${escapeCode}]*(?:${bell}|${escapeCode}\\\\)|${escapeCode}[@-_]?`,
  "g",
);

/** A terminal's text as HTML: colours and weights as spans, other control sequences left out, overwritten lines as a terminal leaves them. */
export const ansiHtml = (text: string): string => {
  const shown = overwrite(text);
  let style: Style = {};
  let html = "";
  let start = 0;
  for (const match of shown.matchAll(sequences)) {
    html += span(shown.slice(start, match.index), style);
    start = match.index + match[0].length;
    if (match[1] !== undefined) style = restyle(style, match[1].split(/[;:]/).map(Number));
  }
  return html + span(shown.slice(start), style);
};

/** A terminal's text without colours and other control sequences. */
export const withoutAnsi = (text: string): string => overwrite(text).replace(sequences, "");

// A carriage return begins the line again.
const overwrite = (text: string): string =>
  text.includes("\r")
    ? text
        .replaceAll("\r\n", "\n")
        .split("\n")
        .map((line) => line.replace(/\r+$/, "").split("\r").at(-1) ?? "")
        .join("\n")
    : text;

const restyle = (style: Style, codes: readonly number[]): Style => {
  let next = style;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const length = codes[at + 1] === 2 ? 4 : 2;
      const color = extendedColor(codes.slice(at + 1, at + 1 + length));
      if (color) next = { ...next, [code === 38 ? "color" : "background"]: color };
      at += length;
    } else next = simpleStyle(next, code);
  }
  return next;
};

const simpleStyle = (style: Style, code: number): Style => {
  const { color: _color, background: _background, ...plain } = style;
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 39) return { ...plain, ...(style.background ? { background: style.background } : {}) };
  if (code === 49) return { ...plain, ...(style.color ? { color: style.color } : {}) };
  const name = names[code % 10];
  if (!name) return style;
  const group = Math.floor(code / 10);
  if (group === 3 || group === 9) return { ...style, color: `var(--ansi-${name})` };
  if (group === 4 || group === 10)
    return { ...style, background: `color-mix(in srgb,var(--ansi-${name}) 28%,transparent)` };
  return style;
};

const extendedColor = ([mode, a = 0, b = 0, c = 0]: readonly number[]): string | undefined => {
  if (mode === 2) return `rgb(${byte(a)},${byte(b)},${byte(c)})`;
  if (mode !== 5 || !(a >= 0 && a <= 255)) return undefined;
  if (a < 16) return `var(--ansi-${names[a % 8]})`;
  if (a >= 232)
    return `rgb(${Array(3)
      .fill(8 + (a - 232) * 10)
      .join(",")})`;
  const level = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  const index = a - 16;
  return `rgb(${level(Math.floor(index / 36))},${level(Math.floor(index / 6) % 6)},${level(index % 6)})`;
};

const byte = (value: number): number => Math.max(0, Math.min(255, Math.trunc(value) || 0));

const span = (text: string, style: Style): string => {
  if (text === "") return "";
  const css = [
    style.color ? `color:${style.color}` : "",
    style.background ? `background:${style.background}` : "",
    style.bold ? "font-weight:700" : "",
    style.dim ? "opacity:.7" : "",
    style.italic ? "font-style:italic" : "",
    style.underline ? "text-decoration:underline" : "",
  ].filter((rule) => rule !== "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a page cannot show
  const shown = escapeHtml(text.replace(/[\u0000-\u0008\v\f\u000e-\u001f]/g, ""));
  return css.length === 0 ? shown : `<span style="${css.join(";")}">${shown}</span>`;
};
