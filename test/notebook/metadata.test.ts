import { describe, expect, test } from "@jest/globals";
import { formatNotebook, type Json, parseNotebook, parseScript } from "../../src/notebook/index.ts";

const file = (cell: object, metadata: object = {}): string =>
  JSON.stringify({ cells: [{ id: "a", source: "", ...cell }], metadata, nbformat: 4, nbformat_minor: 5 });
const code = (metadata: object): string => file({ cell_type: "code", metadata, outputs: [], execution_count: null });
const shows = (data: object): string =>
  file({
    ...{ cell_type: "code", metadata: {}, execution_count: null },
    outputs: [{ output_type: "display_data", metadata: {}, data }],
  });
const rewritten = (text: string): Record<string, Json> => JSON.parse(formatNotebook(parseNotebook(text, "n.ipynb")));

describe("metadata that the format defines", () => {
  test.each([
    ["cell 1, metadata, tags: must be a list of strings without commas, it is 5.", code({ tags: 5 })],
    ["cell 1, metadata, tags: must be a list of strings without commas, it is a list of 2.", code({ tags: ["a", 1] })],
    ["cell 1, metadata, tags: must be a list of strings without commas, it is a list of 1.", code({ tags: ["a,b"] })],
    ['cell 1, metadata, name: must be a string of one line that is not empty, it is "".', code({ name: "" })],
    ["cell 1, metadata, collapsed: must be true or false, it is null.", code({ collapsed: null })],
    ['cell 1, metadata, scrolled: must be true, false or "auto", it is "yes".', code({ scrolled: "yes" })],
    ["cell 1, metadata, jupyter: must be a JSON object, it is [].", code({ jupyter: [] })],
    ["cell 1, metadata, execution: must be a JSON object of strings,", code({ execution: { idle: 1 } })],
    ["cell 1, metadata, format: must be a string, it is 1.", file({ cell_type: "raw", metadata: { format: 1 } })],
    ["metadata, kernelspec: must be a JSON object, it is null.", file({ cell_type: "raw" }, { kernelspec: null })],
    ["metadata, kernelspec, name: must be a string, it is missing.", file({ cell_type: "raw" }, { kernelspec: {} })],
    ["metadata, language_info, name: must be a string,", file({ cell_type: "raw" }, { language_info: { name: 3 } })],
    ["metadata, authors: must be a list, it is", file({ cell_type: "raw" }, { authors: "me" })],
    ["cell 1, output 1, data, text/html: must be a string or a list of strings, it is 1.", shows({ "text/html": 1 })],
    ["cell 1, output 1, data, application/x: must be a string or a list of strings,", shows({ "application/x": true })],
  ])("is refused where it is of another type: %s", (message, text) => {
    expect(() => parseNotebook(text, "n.ipynb")).toThrow(`n.ipynb, ${message}`);
  });

  test("is checked in scripts too, by the line", () => {
    expect(() => parseScript('// %%\n1\n\n// %% tags="a"\n2\n', "s.ts")).toThrow(
      's.ts, line 4, tags: must be a list of strings without commas, it is "a".',
    );
    expect(() => parseScript("// ---\n// jupyter:\n//   kernelspec: 5\n// ---\n", "s.ts")).toThrow(
      "s.ts, its header, kernelspec: must be a JSON object, it is 5.",
    );
  });

  test("is mended where that loses nothing: a tag that stands there twice, a kernel without a name to show", () => {
    expect(rewritten(code({ tags: ["a", "b", "a"] }))).toMatchObject({ cells: [{ metadata: { tags: ["a", "b"] } }] });
    expect(rewritten(file({ cell_type: "raw" }, { kernelspec: { name: "tslab" } }))).toMatchObject({
      metadata: { kernelspec: { name: "tslab", display_name: "tslab" } },
    });
  });

  test("may have any type where the format does not define it, at that place", () => {
    const text = formatNotebook(parseNotebook(code({ format: 1, title: null, slideshow: 3, jupyter: { a: 1 } }), "n"));
    expect(JSON.parse(text)).toMatchObject({ cells: [{ metadata: { format: 1, title: null, slideshow: 3 } }] });
  });
});

test("A type of an output that holds nothing is left out; objects of applications' own types stay, as Databricks writes them", () => {
  const data = {
    "text/plain": null,
    "application/json": null,
    "application/vnd.databricks.v1+output": { type: "table" },
  };
  const { "text/plain": _, ...kept } = data;
  expect(rewritten(shows(data))).toMatchObject({ cells: [{ outputs: [{ data: kept }] }] });
  expect(JSON.stringify(rewritten(shows(data)))).not.toContain("text/plain");
});
