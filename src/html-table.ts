/** A column of a table. */
export interface HtmlColumn {
  readonly name: string;
  /** Small print under the name, such as a type. */
  readonly note?: string;
  /** HTML under the small print, such as an SVG. */
  readonly picture?: string;
  /** The side on which its values stand: numbers right. */
  readonly side: "left" | "right";
}

/** Texts as an HTML table; null is shown as such, undefined as nothing. Each cell names its side: JupyterLab would set all of them right, others left. */
export const htmlTable = (
  columns: readonly HtmlColumn[],
  rows: readonly (readonly (string | null | undefined)[])[],
  caption?: string,
): string => {
  const sides = columns.map(({ side }) => ` style="text-align:${side}"`);
  const head = columns.map(
    ({ name, note, picture }, index) =>
      `<th${sides[index]}>${escapeHtml(name)}${small(note)}${picture === undefined ? "" : `<br>${picture}`}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map((_, index) => `<td${sides[index]}>${content(row[index])}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  const below = caption === undefined ? "" : `\n<p>${escapeHtml(caption)}</p>`;
  return `<table>\n<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>${below}`;
};

/** Text as HTML shows it, also within an attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const small = (note: string | undefined): string =>
  note === undefined ? "" : `<br><small>${escapeHtml(note)}</small>`;

const content = (text: string | null | undefined): string => (text === null ? "<i>null</i>" : escapeHtml(text ?? ""));
