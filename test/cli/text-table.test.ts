import { expect, test } from "@jest/globals";
import { textTable } from "../../src/cli/text-table.ts";

test("aligns text to the left and numbers to the right", () => {
  const rows = [
    ["art", 9],
    ["travel", 10],
    ["none", null],
  ];
  expect(textTable(["category", "posts"], rows)).toBe(
    ["category  posts", "--------  -----", "art           9", "travel       10", "none"].join("\n"),
  );
});

test("gives wide characters two columns and shows line breaks as spaces", () => {
  expect(
    textTable(
      ["a", "b"],
      [
        ["日本", "x"],
        ["🎄", "y"],
        ["line\nbreak", "z"],
      ],
    ),
  ).toBe(["a           b", "----------  -", "日本        x", "🎄          y", "line break  z"].join("\n"));
});

test("shows dates in ISO form and lists as JSON", () => {
  expect(textTable(["x"], [[new Date(0)], [["a", null]]])).toContain('1970-01-01T00:00:00.000Z\n["a",null]');
});

test("shows the heads of a table without rows", () => {
  expect(textTable(["a", "bb"], [])).toBe("a  bb\n-  --");
});
