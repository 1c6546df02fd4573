/**
 * The page, from 1, of each named destination in a PDF that Chromium wrote: anchors that some link of the document leads
 * to (PDF 32000-1, 12.3.2.3). Empty where the file has another form.
 */
export const pdfPlaces = (pdf: Buffer): ReadonlyMap<string, number> => {
  // Its bytes as characters: what is read here is all ASCII, streams do not matter.
  const text = pdf.toString("latin1");
  const root = /\/Type \/Catalog\b[\s\S]*?\/Pages (\d+) 0 R/.exec(text)?.[1];
  const dests = /\/Dests (\d+) 0 R/.exec(text)?.[1];
  if (root === undefined || dests === undefined) return new Map();
  const pages = new Map(pagesUnder(text, root, new Set()).map((id, at) => [id, at + 1]));
  const found = objectOf(text, dests).matchAll(/\/([^\s/[<>()]+)\s*\[(\d+) 0 R/g);
  return new Map(
    [...found].flatMap(([, name = "", id = ""]) => {
      const page = pages.get(id);
      return page === undefined ? [] : [[nameOf(name), page] as const];
    }),
  );
};

const objectOf = (text: string, id: string): string => {
  const start = text.search(new RegExp(`(?:^|[\\r\\n])${id} 0 obj\\b`));
  return start < 0 ? "" : text.slice(start, text.indexOf("endobj", start));
};

const pagesUnder = (text: string, id: string, seen: Set<string>): readonly string[] => {
  if (seen.has(id)) return [];
  seen.add(id);
  const kids = /\/Type \/Pages\b[\s\S]*?\/Kids \[([^\]]*)\]|\/Kids \[([^\]]*)\][\s\S]*?\/Type \/Pages\b/.exec(
    objectOf(text, id),
  );
  if (!kids) return [id];
  return [...(kids[1] ?? kids[2] ?? "").matchAll(/(\d+) 0 R/g)].flatMap(([, kid = ""]) => pagesUnder(text, kid, seen));
};

// A byte may stand as #xx; the bytes are UTF-8, in which the browser may have escaped characters as in a link.
const nameOf = (written: string): string => {
  const bytes = written.replace(/#([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const text = Buffer.from(bytes, "latin1").toString("utf8");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
