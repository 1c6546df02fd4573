/** Declarations of a `style` attribute without those that load, cover the page or hide what they are. */
export const safeStyle = (css: string, rename: (id: string) => string = (id) => id): string => {
  const kept = css.split(";").flatMap((declaration) => {
    const [, name = "", given = ""] = /^\s*([a-z-]+)\s*:\s*(.+?)\s*$/is.exec(declaration) ?? [];
    const property = name.toLowerCase();
    const value = given.replace(/\s*!important$/i, "");
    if (paints.has(property)) {
      const [, id] = localReference.exec(value) ?? [];
      if (id !== undefined) return [`${property}:url(#${rename(id)})`];
    }
    return names.has(property) && isHarmless(property, value) ? [`${property}:${value}`] : [];
  });
  return kept.join(";");
};

/** The id that `url(#id)` names, as the first group. */
export const localReference = /^url\(\s*["']?#([\w:.-]+)["']?\s*\)$/i;

/** Declarations of a `style` attribute that stay readable on a dark page too: a colour goes with its background. */
export const readableStyle = (style: string): string => {
  const back = lastOf(style, backgroundPattern);
  const front = lastOf(style, colorPattern);
  if (back === undefined)
    return front !== undefined && luminance(front) < (isGrey(front) ? 0.2 : 0.08)
      ? style.replace(allColors, "").replace(/^;|;$/g, "")
      : style;
  if (front !== undefined || /^(?:transparent|none|inherit|initial|unset)$/i.test(back)) return style;
  return `${style};color:${luminance(back) > 0.3 ? "#111" : "#fff"}`;
};

const backgroundPattern = /(?:^|;)background(?:-color)?:([^;]+)/gi;
const colorPattern = /(?:^|;)color:([^;]+)/gi;
const allColors = /(?:^|;)color:[^;]+/gi;

const lastOf = (style: string, pattern: RegExp): string | undefined => [...style.matchAll(pattern)].at(-1)?.[1]?.trim();

// Names other than these few pass for light: as backgrounds they mostly are, as text they are then left alone.
const dark = /^(?:black|navy|maroon|darkblue|darkgreen|darkred|midnightblue|indigo|purple|green|blue|red|brown)$/i;

const luminance = (color: string): number => {
  if (/^black$/i.test(color)) return 0;
  if (dark.test(color)) return 0.2;
  const [red, green, blue] = partsOf(color).map((part) => (part / 255) ** 2.2);
  if (red === undefined || green === undefined || blue === undefined) return 1;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

// A grey says nothing that the text's own colour does not.
const isGrey = (color: string): boolean => {
  const parts = partsOf(color).slice(0, 3);
  return parts.length === 3 && Math.max(...parts) - Math.min(...parts) < 12;
};

const partsOf = (color: string): readonly number[] => {
  const hex = /^#([\da-f]{3,8})$/i.exec(color)?.[1];
  return hex ? hexParts(hex) : (/^rgba?\(([^)]*)\)$/i.exec(color)?.[1] ?? "").split(/[\s,/]+/).map(Number);
};

const hexParts = (hex: string): readonly number[] => {
  const full = hex.length < 6 ? [...hex].map((digit) => digit + digit).join("") : hex;
  return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16));
};

const isHarmless = (property: string, value: string): boolean => {
  if (!characters.test(value) || value.split('"').length % 2 === 0 || value.split("'").length % 2 === 0) return false;
  // A negative margin draws over what is not the output's.
  if (/^margin/.test(property) && /(?:^|\s)-/.test(value)) return false;
  // Room for what would lie in it: a frame that is not there.
  if ((/^padding/.test(property) && value.includes("%")) || (/height$/.test(property) && /^0(?:px|%)?$/.test(value)))
    return false;
  if (property === "display" && !displays.test(value)) return false;
  return [...value.matchAll(/([\w-]*)\s*\(/g)].every(([, name = ""]) => functions.has(name.toLowerCase()));
};

// No colon, no backslash, no comment: neither an address nor a way to hide one.
const characters = /^[\p{L}\p{N}\s#%.,'"/()+_-]+$/u;
const functions = new Set(["rgb", "rgba", "hsl", "hsla", "linear-gradient"]);
const displays = /^(?:none|block|inline|inline-block|flex|inline-flex|grid|list-item|table(?:-[a-z-]+)?|contents)$/i;

const sides = (name: string): readonly string[] => [
  name,
  ...["left", "right", "top", "bottom"].map((s) => `${name}-${s}`),
];
const sizes = ["width", "height"].flatMap((name) => [name, `min-${name}`, `max-${name}`]);

const names = new Set([
  ...["padding", "margin", "border"].flatMap(sides),
  ...["color", "style", "width", "collapse", "spacing", "radius"].map((name) => `border-${name}`),
  ...["left", "right", "top", "bottom"].flatMap((s) =>
    ["color", "style", "width"].map((name) => `border-${s}-${name}`),
  ),
  ...sizes,
  ...(
    "color background background-color text-align vertical-align white-space font-weight font-style font-size font-family " +
    "font-variant font-stretch text-decoration text-transform text-indent letter-spacing word-break overflow-wrap " +
    "text-overflow overflow overflow-x overflow-y display list-style-type line-height opacity table-layout box-sizing gap " +
    "flex flex-direction flex-wrap align-items justify-content direction unicode-bidi fill fill-opacity fill-rule stroke " +
    "stroke-width stroke-opacity stroke-linejoin stroke-linecap stroke-dasharray stroke-dashoffset stroke-miterlimit " +
    "text-anchor dominant-baseline stop-color stop-opacity clip-rule isolation paint-order shape-rendering visibility"
  ).split(" "),
]);

const paints = new Set("fill stroke clip-path mask marker marker-start marker-mid marker-end filter".split(" "));
