import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "@jest/globals";
import { type Cell, parseNotebook } from "../../src/notebook/index.ts";
import { renderFile } from "../../src/report/index.ts";
import { plainText } from "../../src/report/plain-text.ts";
import { packageRoot } from "../../src/root.ts";
import { needTools } from "../support/jupyter.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const golden = join(packageRoot, "test/report/golden");
const folders = [golden, join(packageRoot, "notebooks")];
const files = (
  await Promise.all(
    folders.map(async (folder) =>
      (await readdir(folder)).filter((name) => name.endsWith(".ipynb")).map((name) => join(folder, name)),
    ),
  )
).flat();

/** The outputs that a page shows of each code cell, in order: its texts as words, its pictures by their data. */
interface CellOutputs {
  readonly texts: readonly string[];
  readonly images: readonly string[];
}

const words = (html: string): string => plainText(html).replace(/\s+/g, " ").trim();
const imagesIn = (html: string): readonly string[] =>
  [...html.matchAll(/src="data:image\/\w+;base64,([^"]+)"/g)].map(([, data = ""]) => data.replace(/\s/g, ""));

const theirs = (html: string): readonly CellOutputs[] =>
  html
    .split(/(?=<div class="jp-Cell jp-(?:Code|Markdown)Cell)/)
    .filter((part) => part.startsWith('<div class="jp-Cell jp-CodeCell'))
    .map((part) => ({
      texts: [
        ...part.matchAll(
          /data-mime-type="(?:text\/plain|application\/vnd\.jupyter\.std\w+)"[^>]*>\s*<pre>([\s\S]*?)<\/pre>/g,
        ),
      ]
        .map(([, text = ""]) => words(text))
        .filter((text) => text !== ""),
      images: imagesIn(part),
    }));

const tokens = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_$]+/gu) ?? [];

// Of a progress bar a terminal keeps the last line.
const isOverwritten = (cell: Cell | undefined): boolean =>
  cell?.cell_type === "code" &&
  cell.outputs.some((output) => output.output_type === "stream" && output.text.includes("\r"));

// What is drawn says more than the text beside it, and so do a table's data.
const isReplaced = (section: string, cell: Cell | undefined): boolean =>
  /<figure class="plot"|class="widget"|<math/.test(section) ||
  (cell?.cell_type === "code" &&
    cell.outputs.some((output) => "data" in output && "application/vnd.dataresource+json" in output.data));

await describeReal("Beside nbconvert", [needTools], () => {
  let folder = "";

  beforeAll(async () => {
    folder = await temporaryFolder();
    await promisify(execFile)(
      await needTools(),
      ["-m", "nbconvert", "--to", "html", "--output-dir", folder, ...files],
      {
        cwd: folder,
        maxBuffer: 1 << 26,
      },
    );
  });

  test.each(files.map((file) => [file.slice(dirname(dirname(file)).length + 1), file]))(
    "a report of %s shows every text and picture of its outputs",
    async (_, file) => {
      const name = file.replace(/^.*[/\\]/, "").replace(/\.ipynb$/, "");
      const notebook = parseNotebook(await readFile(file, "utf8"), name);
      const hidden = new Set(["remove-cell", "remove-output", "remove-stdout", "remove-stderr"]);
      const isHidden = notebook.cells.some(
        ({ metadata: { tags } }) => Array.isArray(tags) && tags.some((tag) => hidden.has(String(tag))),
      );
      const html = renderFile({ name, notebook });
      const sections = new Map(
        [...html.matchAll(/<section class="cell code[\s\S]*?<\/section>/g)].map(([section]) => [
          /id="cell-([^"]+?)"/.exec(section)?.[1] ?? "",
          section,
        ]),
      );
      const found = theirs(await readFile(join(folder, `${name}.html`), "utf8"));
      const cells = notebook.cells.filter(({ cell_type: type }) => type === "code");
      expect(found.length).toBe(cells.length);
      for (const [at, { texts, images }] of isHidden ? [] : found.entries()) {
        const section = sections.get(cells[at]?.id ?? "") ?? "";
        const shown = new Set(tokens(words(section)));
        const missing =
          isReplaced(section, cells[at]) || isOverwritten(cells[at])
            ? []
            : texts.flatMap(tokens).filter((token) => !shown.has(token));
        expect([name, at, missing]).toEqual([name, at, []]);
        const ours = new Set(imagesIn(section));
        const lost = images.filter((image) => !ours.has(image) && !isReplaced(section, cells[at]));
        expect([name, at, lost.map((image) => image.slice(0, 40))]).toEqual([name, at, []]);
      }
    },
  );
});
