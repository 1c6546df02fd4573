import { describe, expect, test } from "@jest/globals";
import { cellGraph } from "../../../src/notebook/graph/index.ts";
import { codeNotebook } from "../../support/code-notebook.ts";

const graphOf = (...sources: readonly string[]) => cellGraph(codeNotebook(...sources));

describe("the graph of extreme code", () => {
  test("takes what is nested too deeply, or calls too much, for code that may do anything, and says so", () => {
    const doubling = Array.from(
      { length: 25 },
      (_, i) => `const f${i} = (x) => ${i ? `[f${i - 1}(x), f${i - 1}(x)]` : "x"};`,
    );
    const { cells, edges } = graphOf("let a = 1;", `1${"+1".repeat(20_000)}`, doubling.join("\n"), "f24({})", "a");
    expect(cells[1]?.unsure).toEqual(["its code is nested too deeply to be followed"]);
    expect(cells[3]?.unsure).toEqual(["the cell calls more functions than can be followed"]);
    expect(edges.filter(({ to }) => to === 4).map(({ from }) => from)).toEqual([0, 1, 3]);
  });

  test("has an edge for each need of some thousand cells, and none for others", () => {
    const { edges } = graphOf("let x = 1;", ...Array.from({ length: 2000 }, (_, i) => `const y${i} = x + ${i};`));
    expect(edges).toHaveLength(2000);
  });

  test("keeps to names that are also those of an object's own prototype", () => {
    const { cells, edges } = graphOf(
      "let constructor = 1, __proto__ = 2, toString = 3;",
      "constructor + __proto__",
      "hasOwnProperty",
    );
    expect(cells[0]?.defines).toEqual(["__proto__", "constructor", "toString"]);
    expect(edges.map(({ name, to }) => `${name} ${to}`)).toEqual(["__proto__ 1", "constructor 1"]);
  });

  test("leaves code that does not parse without names, and says why", () => {
    const { cells } = graphOf("let x = ;", "x");
    expect(cells[0]).toMatchObject({ defines: [], unsure: [expect.stringContaining("its code cannot be read")] });
  });
});
