import { sanitizeSvg } from "./sanitize.ts";

/** An SVG as a file of its own, sanitised; undefined where nothing of it is left. */
export const svgFile = (source: string): string | undefined => {
  const svg = sanitizeSvg(source);
  if (svg === undefined) return undefined;
  // HTML does not tell case, XML does; and a file needs the name of its language.
  const cased = svg.replace(/<\/?[a-z][^>]*>/gi, (tag) =>
    tag.replace(/(<\/?)([a-z]+)|(\s)([a-z]+)(?==)/gi, (_, open = "", name = "", space = "", attribute = "") =>
      open === ""
        ? `${space}${cases.get(attribute.toLowerCase()) ?? attribute}`
        : `${open}${cases.get(name.toLowerCase()) ?? name}`,
    ),
  );
  const named = /^<svg[^>]*\sxmlns=/.test(cased)
    ? cased
    : cased.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return /\bxlink:href=/.test(named) && !/^<svg[^>]*\sxmlns:xlink=/.test(named)
    ? named.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"')
    : named;
};

const names =
  "viewBox preserveAspectRatio gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform " +
  "clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits refX refY textLength lengthAdjust startOffset " +
  "pathLength linearGradient radialGradient clipPath textPath stdDeviation filterUnits feGaussianBlur feOffset feMerge feMergeNode feBlend feFlood feComposite feColorMatrix";
const cases = new Map(names.split(" ").map((name) => [name.toLowerCase(), name]));
