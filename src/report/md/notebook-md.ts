import { type Cell, type CodeCell, hasTag, notebookLanguage, type TextCell } from "../../notebook/index.ts";
import { ownLanguage } from "../cell-code.ts";
import { joinedStreams } from "../joined-streams.ts";
import { type Labels, labelsOf } from "../labels.ts";
import { pageTitle } from "../page.ts";
import { cellStatus, pageStatus, statusLabel } from "../status.ts";
import { durationText } from "../time-text.ts";
import type { ReportOptions, ReportPage, Site } from "../types.ts";
import { attachmentOf, cellMd, headingsMd, jupyterAnchor, type MdHeading, type MdPlaces } from "./links-md.ts";
import { fenced, outputMd } from "./output-md.ts";
import { escapeMd } from "./table-md.ts";

/**
 * A notebook as GitHub-flavoured Markdown with the files beside it, by path from the folder: `stem.md` first, pictures in
 * `stem_files/`.
 */
export const notebookMd = (
  page: ReportPage,
  stem: string,
  options: ReportOptions,
  linkTo: MdPlaces["linkTo"],
): Site => {
  const files = new Map<string, string | Uint8Array>();
  const shown = page.notebook.cells.filter((cell) => !hasTag(cell, "remove-cell"));
  const headings = allHeadings(shown);
  const anchors = new Map(
    headings.flatMap(({ text, anchor }) => [
      [jupyterAnchor(text), anchor],
      [anchor, anchor],
    ]),
  );
  const labels = labelsOf(options.lang);
  const context: CellContext = { page, options, labels, stem, files, anchors, linkTo };
  const cells = shown.map((cell, at) =>
    cell.cell_type === "code" ? codeMd(cell, at, context) : textMd(cell, at, context),
  );
  const titled = headings.some(({ level }) => level === 1);
  const [first = "", ...rest] = cells;
  const parts = [
    ...(titled ? [] : [`# ${escapeMd(pageTitle(page))}`]),
    // Below the title where the notebook begins with it.
    ...(titled && /^#\s/.test(first)
      ? withFacts(first, page, headings, labels)
      : [facts(page, labels), contentsMd(headings), first]),
    ...rest,
  ];
  return new Map([[`${stem}.md`, `${parts.filter((part) => part !== "").join("\n\n")}\n`], ...files]);
};

interface CellContext extends Pick<MdPlaces, "anchors" | "linkTo"> {
  readonly page: ReportPage;
  readonly options: ReportOptions;
  readonly labels: Labels;
  readonly stem: string;
  readonly files: Map<string, string | Uint8Array>;
}

const allHeadings = (cells: readonly Cell[]): readonly MdHeading[] => {
  const taken = new Map<string, number>();
  return cells.flatMap((cell) => (cell.cell_type === "markdown" ? headingsMd(cell.source, taken) : []));
};

const withFacts = (
  first: string,
  page: ReportPage,
  headings: readonly MdHeading[],
  labels: Labels,
): readonly string[] => {
  const end = first.indexOf("\n") < 0 ? first.length : first.indexOf("\n");
  return [first.slice(0, end), facts(page, labels), contentsMd(headings), first.slice(end).trim()];
};

const facts = (page: ReportPage, labels: Labels): string => {
  const status = pageStatus(page);
  const duration = page.result?.durationMs;
  const parts = [
    ...(status === undefined ? [] : [`**${statusLabel(status, labels)}**`]),
    ...(duration === undefined ? [] : [durationText(duration, labels)]),
  ];
  const error = page.result?.error;
  return [
    parts.join(" · "),
    error === undefined ? "" : `> [!CAUTION]\n> ${labels.unfinished} ${escapeMd(error).split("\n").join("\n> ")}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
};

const contentsMd = (headings: readonly MdHeading[]): string => {
  const listed = headings.filter(({ level }) => level > 1 && level <= 3);
  if (listed.length < 2) return "";
  return listed
    .map(({ level, text, anchor }) => `${"  ".repeat(level - 2)}- [${escapeMd(text)}](#${anchor})`)
    .join("\n");
};

const textMd = (cell: TextCell, at: number, context: CellContext): string => {
  if (cell.cell_type === "raw") return rawMd(cell);
  return cellMd(cell.source, { ...context, attachment: (name) => attachmentFile(cell, at, name, context) });
};

// What is meant for Markdown goes in as it is; what is for other formats stays out, as in nbconvert.
const rawMd = ({ source, metadata }: TextCell): string => {
  const format = metadata.raw_mimetype ?? metadata.format;
  if (format === "text/markdown")
    return cellMd(source, { anchors: new Map(), attachment: () => undefined, linkTo: () => undefined });
  return format === undefined || format === "" || format === "text/plain"
    ? source.trim() === ""
      ? ""
      : fenced(source, "text")
    : "";
};

const extensions: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

const attachmentFile = (cell: TextCell, at: number, name: string, { files, stem }: CellContext): string | undefined => {
  const found = attachmentOf(cell.attachments, name);
  const extension = found && extensions[found.type];
  if (!found || extension === undefined) return undefined;
  const path = `${stem}_files/${at + 1}-${name.replace(/\.\w+$/, "").replace(/[^\p{L}\p{N}_-]+/gu, "-")}.${extension}`;
  files.set(path, Buffer.from(found.content, "base64"));
  return path;
};

const codeMd = (cell: CodeCell, at: number, context: CellContext): string => {
  const { page, options, labels, files, stem } = context;
  const hasAny = (...tags: readonly string[]): boolean => tags.some((tag) => hasTag(cell, tag));
  const hidden = options.hideCode || cell.source.trim() === "" || hasAny("hide-input", "remove-input", "hide-cell");
  const language = ownLanguage(cell.metadata) ?? notebookLanguage(page.notebook) ?? "typescript";
  const source = hidden ? "" : fenced(cell.source, language);
  const status = cellStatus(page, cell.id);
  const mark = status === undefined || status === "ok" || hidden ? "" : `*${statusLabel(status, labels)}*`;
  const shown = hasAny("hide-output", "remove-output", "hide-cell") ? [] : joinedStreams(cell.outputs);
  const outputs = shown.map((output, place) => {
    const save = (extension: string, content: string | Uint8Array): string => {
      const path = `${stem}_files/output-${at + 1}-${place + 1}.${extension}`;
      files.set(path, content);
      return encodeURI(path);
    };
    const markdown = (text: string): string => cellMd(text, { ...context, attachment: () => undefined });
    return outputMd(output, { maxText: options.maxText ?? 100_000, labels, save, markdown });
  });
  return [source, mark, ...outputs].filter((part) => part !== "").join("\n\n");
};
