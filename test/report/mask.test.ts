import { expect, test } from "@jest/globals";
import { parseNotebook } from "../../src/notebook/index.ts";
import { renderSite } from "../../src/report/index.ts";
import { Secret } from "../../src/secret.ts";

const word = "hunter2-of-mysql";

const said = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: word, display_name: word },
    authors: [{ name: word }],
    language_info: { name: word },
  },
  cells: [
    { cell_type: "markdown", id: "a", metadata: { tags: [word] }, source: `# ${word}\n\n${word} [${word}](x?${word})` },
    {
      cell_type: "code",
      id: "b",
      metadata: { tags: ["parameters"] },
      execution_count: 1,
      source: `const password = "${word}"; // \`${word}\``,
      outputs: [
        { output_type: "stream", name: "stdout", text: [`${word.slice(0, 16)}\n`, `x${word}\n`] },
        { output_type: "error", ename: word, evalue: word, traceback: [`\u001b[31m${word}\u001b[0m`] },
        { output_type: "display_data", metadata: {}, data: { "application/json": { [word]: [word] } } },
        { output_type: "display_data", metadata: {}, data: { "text/html": `<b title="${word}">${word}</b>` } },
        { output_type: "display_data", metadata: {}, data: { "image/svg+xml": `<svg><text>${word}</text></svg>` } },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "application/vnd.plotly.v1+json": {
              data: [{ type: "bar", x: [word], y: [1] }],
              layout: { title: { text: word } },
            },
          },
        },
      ],
    },
  ],
});

const options = {
  title: word,
  lead: word,
  footer: word,
  figures: [{ label: word, value: word }],
  plotly: { version: "1.0.0", source: "" },
};
const result = { status: "failed", error: `no ${word}`, cells: [{ id: "b", status: "failed" }] };

test("A credential shows in no place of a report", () => {
  const page = { name: word, notebook: parseNotebook(said, "a"), result };
  const open = JSON.stringify([...renderSite([page], options)]);
  expect(open.split(word).length).toBeGreaterThan(20);
  const closed = JSON.stringify([...renderSite([page], { ...options, secrets: [new Secret(word)] })]);
  expect(closed).not.toContain(word);
  expect(closed.split("***").length).toBeGreaterThan(20);
});
