import { basename, dirname, join, parse, resolve } from "node:path";
import { readConfig, readPath, readSecrets, shortSecrets } from "../config.ts";
import { usageError } from "../errors.ts";
import type { Notebook } from "../notebook/index.ts";
import { stateOptions } from "../pipeline/state-options.ts";
import {
  findChromium,
  readRunFacts,
  readTemplate,
  writeMarkdown,
  writePdf,
  writeReport,
  writeReportFile,
} from "../report/index.ts";
import { readRecords } from "../run/diff/index.ts";
import { moduleChanges, outsideChanges, type RunRecordFile, type RunResult } from "../run/index.ts";
import type { Command } from "./command.ts";
import { findNotebooks } from "./notebooks.ts";
import { readForReport } from "./read-for-report.ts";
import { lastRuns, readPipeline } from "./report-index.ts";
import { readSince } from "./report-since.ts";

export const report: Command = {
  usage: "report [FILES…] [options]",
  help: "Writes notebooks, with the outputs that they hold, as a report that opens from disk without a network: one notebook as\none file with all inside, several as index.html and a page each. Runs nothing. Without names: the notebooks of the\nnotebooks folder.",
  options: {
    to: { type: "string", value: "FORMATS", help: "html, md, pdf, or several with commas between (html)" },
    out: { type: "string", value: "DIR", help: "where to (reports in the project)" },
    "hide-code": { type: "boolean", help: "leave code out" },
    since: {
      type: "string",
      value: "RUN",
      help: "also show what changed since a run (last~1, its id) or another notebook's file",
    },
    title: { type: "string", value: "TEXT", help: "what stands over the index of several notebooks" },
    lang: { type: "string", value: "LANG", help: "language of the report's own words: en, de, fr, es, ru, zh, ja, ar" },
    template: { type: "string", value: "FILE", help: "HTML with a brand's <style> and <template slot>s" },
    chromium: {
      type: "string",
      value: "FILE",
      help: "the browser that makes PDFs (PINBOOK_CHROMIUM, else an installed one)",
    },
    trusted: { type: "boolean", help: "let scripts in outputs run, and say so on the page" },
  },
  run: async (args, terminal) => {
    const files = findNotebooks(args.words);
    const config = readConfig();
    const records = readRecords(config.home, files);
    const { fingerprint } = stateOptions(config);
    const [lang, templateFile] = [args.text("lang"), args.text("template")];
    const pages = await Promise.all(
      files.map(async (file) => {
        const notebook = await readForReport(file, terminal.warn, lang);
        const record = records.findLast((one) => one.file === file || one.out === file);
        const changes = record && (await changesSince(record, notebook, config.home, fingerprint));
        const facts = await readRunFacts(notebook, dirname(file), record, changes);
        return { name: parse(file).name, file, notebook, facts };
      }),
    );
    const folder = resolve(args.text("out") ?? join(config.project, "reports"));
    const options = {
      title: args.text("title") ?? (args.words.length === 0 ? heading : "Report"),
      hideCode: args.flag("hide-code"),
      trusted: args.flag("trusted"),
      secrets: readSecrets(),
      ...(lang === undefined ? {} : { lang }),
      ...(templateFile === undefined ? {} : { template: await readTemplate(resolve(templateFile)) }),
    };
    for (const name of shortSecrets()) terminal.warn(shortLine(name));
    // Before anything is written: what is missing shows at once.
    const formats = formatsOf(args.text("to") ?? "html");
    const chromium = formats.has("pdf")
      ? findChromium({ named: args.text("chromium") ?? config.chromium, path: readPath() })
      : "";
    const [page] = pages;
    const sinceName = args.text("since");
    const since = sinceName === undefined ? {} : { since: await readSince(config.home, sinceName, pages) };
    const alone = args.words.length === 1 && sinceName === undefined ? page : undefined;
    if (formats.has("html")) {
      const file = alone
        ? writeReportFile(join(folder, `${alone.name}.html`), alone, options)
        : writeReport(folder, pages, {
            ...options,
            ...since,
            graph: await readPipeline(pages),
            history: lastRuns(records, files),
          });
      terminal.print(await file);
    }
    if (formats.has("md")) terminal.print(await writeMarkdown(folder, pages, options));
    if (formats.has("pdf"))
      for (const file of await writePdf(folder, pages, { ...options, chromium })) terminal.print(file);
    return 0;
  },
};

/** What the cells of a run read, wrote or import and is another now, by the cell's id. */
const changesSince = async (
  record: RunRecordFile,
  notebook: Notebook,
  home: string,
  fingerprint: Parameters<typeof outsideChanges>[1]["fingerprint"],
) => {
  const changes = new Map(await outsideChanges(record, { home, fingerprint }));
  for (const [id, more] of await moduleChanges(record, notebook, home)) {
    changes.set(id, [...(changes.get(id) ?? []), ...more]);
  }
  return changes;
};

const shortLine = (name: string): string =>
  `${name} is too short to be hidden wherever it stands in a report: it is hidden after words such as "password" and in addresses. Choose one of at least 6 characters.`;

const formatsOf = (text: string): ReadonlySet<string> => {
  const formats = text.split(",").map((format) => format.trim().toLowerCase());
  const wrong = formats.find((format) => !["html", "md", "pdf"].includes(format));
  if (wrong === undefined) return new Set(formats);
  throw usageError(
    `pinbook report: --to holds ${JSON.stringify(wrong)}: use html, md or pdf, several with commas between`,
  );
};

/** Writes the report of notebooks that have just run; gives the path of its index page. */
export const writeSite = async (
  folder: string,
  results: readonly RunResult[],
  figures: readonly { readonly label: string; readonly value: string }[],
): Promise<string> => {
  const records = readRecords(readConfig().home);
  const pages = results.map(async (result) => {
    const { notebook, out, id } = result;
    const record = records.find((one) => one.id === id);
    const facts = await readRunFacts(notebook, out === undefined ? folder : dirname(out), record);
    return { name: basename(result.name, ".ipynb"), notebook, result, facts };
  });
  const files = results.flatMap(({ out }) => out ?? []);
  const named = results.map(({ name, notebook, out }) => ({ name, notebook, file: out ?? join(folder, name) }));
  return writeReport(folder, await Promise.all(pages), {
    title: heading,
    graph: await readPipeline(named),
    history: lastRuns(records, files),
    lead: "A row's way from the database to the Delta tables, milestone by milestone. Rows at each stop, the three kinds together:",
    figures,
    secrets: readSecrets(),
  });
};

const heading = "The Pinterest data pipeline";
