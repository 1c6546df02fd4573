import { basename, dirname, join, parse, resolve } from "node:path";
import { readConfig, readSecrets } from "../config.ts";
import { readRunFacts, readTemplate, writeReport, writeReportFile } from "../report/index.ts";
import { readRecords } from "../run/diff/index.ts";
import { type RunResult, readNotebookFile } from "../run/index.ts";
import type { Command } from "./command.ts";
import { findNotebooks } from "./notebooks.ts";

export const report: Command = {
  usage: "report [FILES…] [options]",
  help: "Writes notebooks, with the outputs that they hold, as a report that opens from disk without a network: one notebook as\none file with all inside, several as index.html and a page each. Runs nothing. Without names: the notebooks of the\nnotebooks folder.",
  options: {
    out: { type: "string", value: "DIR", help: "where to (reports in the project)" },
    "hide-code": { type: "boolean", help: "leave code out" },
    lang: { type: "string", value: "LANG", help: "language of the report's own words: en, de, fr, es, ru, zh, ja, ar" },
    template: { type: "string", value: "FILE", help: "HTML with a brand's <style> and <template slot>s" },
    trusted: { type: "boolean", help: "let scripts in outputs run, and say so on the page" },
  },
  run: async (args, terminal) => {
    const files = findNotebooks(args.words);
    const records = readRecords(readConfig().home);
    const pages = await Promise.all(
      files.map(async (file) => {
        const notebook = await readNotebookFile(file);
        const record = records.findLast((one) => one.file === file || one.out === file);
        return { name: parse(file).name, notebook, facts: await readRunFacts(notebook, dirname(file), record) };
      }),
    );
    const folder = resolve(args.text("out") ?? join(readConfig().project, "reports"));
    const [lang, templateFile] = [args.text("lang"), args.text("template")];
    const options = {
      title: heading,
      hideCode: args.flag("hide-code"),
      trusted: args.flag("trusted"),
      secrets: readSecrets(),
      ...(lang === undefined ? {} : { lang }),
      ...(templateFile === undefined ? {} : { template: await readTemplate(resolve(templateFile)) }),
    };
    const [page] = pages;
    if (args.words.length === 1 && page) {
      terminal.print(await writeReportFile(join(folder, `${page.name}.html`), page, options));
      return 0;
    }
    terminal.print(await writeReport(folder, pages, options));
    return 0;
  },
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
  return writeReport(folder, await Promise.all(pages), {
    title: heading,
    lead: "A row's way from the database to the Delta tables, milestone by milestone. Rows at each stop, the three kinds together:",
    figures,
    secrets: readSecrets(),
  });
};

const heading = "The Pinterest data pipeline";
