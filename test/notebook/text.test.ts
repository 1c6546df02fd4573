import { expect, test } from "@jest/globals";
import {
  type Cell,
  formatNotebook,
  newNotebook,
  notebookLead,
  notebookTitle,
  parseNotebook,
  withPinbook,
} from "../../src/notebook/index.ts";

const cells: readonly Cell[] = [
  {
    cell_type: "markdown",
    id: "a",
    metadata: {},
    source: "# Draw the *pins* #\n\n- a list\n\nFirst paragraph\nover two lines.\n\nMore.",
  },
  { cell_type: "code", id: "b", metadata: { tags: ["x"] }, source: "1 + 1", execution_count: null, outputs: [] },
];

test("A notebook's title is its first heading and its lead its first paragraph", () => {
  expect(notebookTitle(newNotebook(cells))).toBe("Draw the *pins*");
  expect(notebookLead(newNotebook(cells))).toBe("First paragraph over two lines.");
  expect(notebookTitle(newNotebook([]))).toBeUndefined();
  expect(notebookLead(newNotebook([]))).toBeUndefined();
});

test("What pinbook notes in a cell leaves other metadata alone", () => {
  const cell = cells[1] as Cell;
  expect(withPinbook(withPinbook(cell, { timeout: 5 }), { status: "ok" }).metadata).toEqual({
    tags: ["x"],
    pinbook: { timeout: 5, status: "ok" },
  });
});

test.each([
  [1, "1"],
  [0.1, "0.1"],
  [0.00001, "1e-05"],
  [1.5e-7, "1.5e-07"],
  [1e21, "1e+21"],
  [123456789012345680000, "123456789012345680000"],
])("The number %d is written as Python would write what JavaScript sent", (number, text) => {
  const notebook = { ...newNotebook([]), metadata: { number } };
  expect(formatNotebook(notebook)).toContain(`"number": ${text}\n`);
  expect(formatNotebook(parseNotebook(formatNotebook(notebook), "n"))).toBe(formatNotebook(notebook));
});
