import type { MimeBundle } from "../notebook/index.ts";

/** Whether HTML is drawn by a script of its own, so that what is shown of it after sanitising is not what was meant. */
export const needsScript = (html: string, shown: string): boolean =>
  /<(?:script|iframe|canvas|object|embed)[\s>]/i.test(html) && !/<(?:table|img|svg|math|pre)[\s>]/i.test(shown);

/** The addresses of the pages that HTML embeds from elsewhere. */
export const embeddedAddresses = (html: string): readonly string[] => {
  const found = html.matchAll(/<(?:iframe|embed|object)\b[^>]*?\s(?:src|data)\s*=\s*["']?(https?:\/\/[^\s"'<>]+)/gi);
  return [...new Set([...found].map(([, address = ""]) => address.replaceAll("&amp;", "&")))];
};

/** The type in a bundle that a front end draws by an extension and a report does not; undefined where there is none. */
export const undrawnType = (bundle: MimeBundle): string | undefined =>
  Object.keys(bundle).find((type) => drawing.test(type) && !silent.test(type));

const drawing = /^(?:application\/(?!json$|javascript$).*|audio\/.*|video\/.*|model\/.*)$/;

// They tell a front end about the text beside them, or load what others draw with.
const silent =
  /^application\/(?:vnd\.google\.colaboratory\.|vnd\.(?:microsoft|code|databricks)\.|vnd\.\w+_(?:load|exec)\.|x-latex$|pdf$|vnd\.dataresource\+json$)/;
