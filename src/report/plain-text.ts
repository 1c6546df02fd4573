/** Sanitised HTML as text: a line a block, tags left out, characters as they are. */
export const plainText = (html: string): string =>
  html
    .replace(
      /<(?:br|hr)\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|pre|blockquote|dt|dd|figcaption|caption|table|ul|ol)>/gi,
      "\n",
    )
    .replace(/<\/t[dh]>/gi, "\t")
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (entity, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
      return named[String(name).toLowerCase()] ?? entity;
    });

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
