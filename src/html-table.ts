/** A column of a table. */
export interface HtmlColumn {
  readonly name: string;
  /** Small print under the name, such as a type. */
  readonly note?: string;
  /** HTML under the small print, such as an SVG. */
  readonly picture?: string;
  /** What the head says when pointed at. */
  readonly title?: string;
  /** The side on which its values stand: numbers right. */
  readonly side: "left" | "right";
}

/**
 * Texts as an HTML table; null is shown as such, undefined as nothing. Each cell names its side: JupyterLab would set all
 * of them right, others left. Long texts break within bounds, others not at all: else columns would be as narrow as a word, or wider than a page.
 */
export const htmlTable = (
  columns: readonly HtmlColumn[],
  rows: readonly (readonly (string | null | undefined)[])[],
  caption?: string,
): string => {
  const isTall = columns.some(({ note, picture }) => note !== undefined || picture !== undefined);
  const body = rows.map((row) => `<tr>${columns.map(({ side }, index) => cell(row[index], side)).join("")}</tr>`);
  const below = caption === undefined ? "" : `\n<p>${escapeHtml(caption).replaceAll("\n", "<br>")}</p>`;
  return `<table>\n<thead><tr>${columns.map((column) => head(column, isTall)).join("")}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>${below}`;
};

const head = ({ name, note, picture, title, side }: HtmlColumn, isTall: boolean): string => {
  const pointed = title === undefined ? "" : ` title="${escapeHtml(title)}"`;
  const below = `${small(note)}${picture === undefined ? "" : `<br>${picture}`}`;
  return `<th scope="col"${pointed} style="text-align:${side}${isTall ? ";vertical-align:top" : ""}">${escapeHtml(name)}${below}</th>`;
};

const longText = 48;

const cell = (text: string | null | undefined, side: HtmlColumn["side"]): string =>
  `<td style="text-align:${side}${lines(text ?? "")}">${content(text)}</td>`;

const lines = (text: string): string => {
  if (text.length <= longText) return /[\s-]/.test(text.trim()) ? ";white-space:nowrap" : "";
  return `;min-width:${text.length > 2 * longText ? 26 : 18}em;max-width:36em;overflow-wrap:anywhere`;
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
