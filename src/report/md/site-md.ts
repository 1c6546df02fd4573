import { notebookLead } from "../../notebook/index.ts";
import { labelsOf } from "../labels.ts";
import { maskReport } from "../mask.ts";
import { pageTitle } from "../page.ts";
import { linkWithin, stemsOf } from "../site-names.ts";
import { pageStatus, statusLabel } from "../status.ts";
import { durationText } from "../time-text.ts";
import type { ReportOptions, ReportPage, Site } from "../types.ts";
import { notebookMd } from "./notebook-md.ts";
import { escapeMd } from "./table-md.ts";

/** Notebooks as GitHub-flavoured Markdown, pictures as files beside; several have an `index.md`, which comes first. */
export const renderMarkdownSite = (given: readonly ReportPage[], wanted: ReportOptions = {}): Site => {
  const { pages, options } = maskReport(given, wanted);
  const stems = stemsOf(pages, pages.length === 1 ? [] : ["index"]);
  const places = new Map(stems.map((stem) => [`${stem}.ipynb`, `${encodeURI(stem)}.md`]));
  const site = new Map<string, string | Uint8Array>();
  if (pages.length !== 1) site.set("index.md", indexMd(pages, stems, options));
  for (const [at, page] of pages.entries())
    for (const [file, content] of notebookMd(page, stems[at] ?? "", options, (target) => linkWithin(target, places)))
      site.set(file, content);
  return site;
};

const indexMd = (pages: readonly ReportPage[], stems: readonly string[], options: ReportOptions): string => {
  const labels = labelsOf(options.lang);
  const rows = pages.map((page, at) => {
    const status = pageStatus(page);
    const duration = page.result?.durationMs;
    return [
      `[${escapeMd(pageTitle(page))}](${encodeURI(stems[at] ?? "")}.md)`,
      status === undefined ? "" : statusLabel(status, labels),
      duration === undefined ? "" : durationText(duration, labels),
      lead(page),
    ];
  });
  const figures = options.figures ?? [];
  const parts = [
    `# ${escapeMd(options.title ?? labels.report)}`,
    options.lead === undefined ? "" : escapeMd(options.lead),
    figures.length === 0
      ? ""
      : table(
          figures.map(({ label }) => escapeMd(label)),
          [figures.map(({ value }) => escapeMd(value))],
        ),
    table([labels.notebooks, labels.ended, labels.took, ""], rows),
    options.footer === undefined ? "" : escapeMd(options.footer),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

// Links of the lead would be those of another file.
const lead = (page: ReportPage): string =>
  (notebookLead(page.notebook) ?? "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll("<", "&lt;")
    .replaceAll("|", "\\|");
