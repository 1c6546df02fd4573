import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { cellGraph, graphText } from "../../../src/notebook/graph/index.ts";
import { parseNotebook } from "../../../src/notebook/index.ts";
import { packageRoot } from "../../../src/root.ts";

// A case is a notebook with what its graph is to say beside it: UPDATE_GOLDEN=1 writes that anew.
const folder = join(packageRoot, "test/notebook/graph/files");
const files = (await readdir(folder)).filter((name) => name.endsWith(".ipynb"));

describe("the graph of a notebook", () => {
  test.each(files)("%s is as it was looked at", async (name) => {
    const notebook = parseNotebook(await readFile(join(folder, name), "utf8"), name);
    const text = `${graphText(cellGraph(notebook))}\n`;
    const golden = join(folder, name.replace(".ipynb", ".golden.txt"));
    if (process.env.UPDATE_GOLDEN) await writeFile(golden, text);
    expect(text).toBe(await readFile(golden, "utf8"));
  });
});
