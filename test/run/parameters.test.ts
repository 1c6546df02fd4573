import { expect, test } from "@jest/globals";
import { type Cell, newNotebook, tagsOf } from "../../src/notebook/index.ts";
import { injectParameters } from "../../src/run/index.ts";

const code = (id: string, source: string, tags: readonly string[] = []): Cell => ({
  cell_type: "code",
  id,
  metadata: { tags },
  source,
  execution_count: null,
  outputs: [],
});
const tagged = newNotebook([
  code("a", "1"),
  code("b", 'let count: number = 10;\nexport const name = "x", other = {};', ["parameters"]),
  code("c", "2"),
]);

test("Values follow the parameters cell, declared as it declares them", () => {
  const { cells } = injectParameters(tagged, { count: 5, name: "y", other: { a: [1] } }, "n");
  expect(cells.map(({ id }) => id)).toEqual(["a", "b", expect.any(String), "c"]);
  expect(cells[2]?.source).toBe(
    '// Parameters\nlet count = 5;\nconst name = "y";\nconst other = {\n  "a": [\n    1\n  ]\n};',
  );
  expect(tagsOf(cells[2] as Cell)).toEqual(["injected-parameters"]);
});

test("A second injection replaces the first", () => {
  const once = injectParameters(tagged, { count: 5 }, "n");
  const twice = injectParameters(once, { count: 6 }, "n");
  expect(twice.cells.map(({ id }) => id)).toEqual(once.cells.map(({ id }) => id));
  expect(twice.cells[2]?.source).toContain("count = 6");
});

test("Without a parameters cell they come first; without values nothing changes", () => {
  expect(injectParameters(newNotebook([code("a", "1")]), { x: null }, "n").cells[0]?.source).toBe(
    "// Parameters\nconst x = null;",
  );
  expect(injectParameters(tagged, {}, "n")).toBe(tagged);
});

test("A name that does not exist or cannot be one is refused with those there are", () => {
  expect(() => injectParameters(tagged, { cuont: 1 }, "n.ipynb")).toThrow(
    'n.ipynb has no parameter "cuont": its parameters are count, name, other.',
  );
  expect(() => injectParameters(newNotebook([]), { "a b": 1 }, "n")).toThrow(/cannot be a variable's name/);
});

test("A value with a __proto__ field keeps it", () => {
  const { cells } = injectParameters(newNotebook([]), { x: JSON.parse('{"__proto__": {"y": 1}}') }, "n");
  expect(cells[0]?.source).toContain("JSON.parse(");
});
