import type { Json, JsonObject } from "../notebook/index.ts";
import { safeStyle } from "./safe-style.ts";

/**
 * A Plotly figure without what it could load (pictures, map styles, shapes of countries from an address, also those that its
 * buttons and sliders would set) and with the styles and links in its texts cleaned. Its data stay as they are.
 */
export const safeFigure = (figure: JsonObject): JsonObject => cleanObject(figure, false);

const clean = (value: Json | undefined, key: string, loads: boolean): Json => {
  if (typeof value === "string") return cleanText(value, key, loads);
  if (Array.isArray(value))
    return value.map((item, index) => clean(item, keyBefore(value[index - 1], loads) ?? key, loads));
  if (value !== null && typeof value === "object") return cleanObject(value as JsonObject, loads);
  return value ?? null;
};

// A button's key and its value stand side by side.
const keyBefore = (before: Json | undefined, loads: boolean): string | undefined =>
  loads && typeof before === "string" && loadKeys.test(before) ? before : undefined;

// What a button hands to Plotly is keys and values side by side, so any of its texts may be an address.
const cleanObject = (value: JsonObject, loads: boolean): JsonObject =>
  Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, clean(item, key, loads || key === "args" || key === "args2")]),
  );

// What these name is loaded, wherever it lies; what those name may be a word too.
const loadKeys = /(?:^|[.\]])(?:source|src|href|url|geojson|tiles|topojsonURL|plotlyServerURL)$/i;
const addressKeys = /(?:^|[.\]])(?:style|styles|data)$/i;
const address = /^\s*(?:[a-z][a-z+.-]*:|[\\/]{2})/i;
const picture = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/;

const cleanText = (text: string, key: string, loads: boolean): string => {
  const isAddress = loadKeys.test(key) || ((loads || addressKeys.test(key)) && address.test(text));
  if (isAddress && !picture.test(text)) return "";
  return text.includes("<") ? text.replace(/<[^>]*>?/g, cleanTag) : text;
};

const cleanTag = (tag: string): string =>
  tag
    .replace(/\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/gi, (_all, double?: string, single?: string) => {
      const style = safeStyle(double ?? single ?? "").replaceAll('"', "'");
      return style === "" ? "" : `style="${style}"`;
    })
    .replace(/\bhref\s*=\s*("[^"]*"|'[^']*')/gi, (all: string, quoted: string) =>
      /^(?:https?:\/\/|mailto:)/i.test(quoted.slice(1)) ? all : "",
    );
