import { describe, expect, test } from "@jest/globals";
import { emptyScope, withCell } from "../../../src/session/language/documents.ts";
import { createKnownProblems } from "../../../src/session/language/known-problems.ts";

const problem = { line: 1, column: 1, length: 1, code: 1, message: "no" };

/** A scope after cells, its last cell's id and document. */
const scopeAfter = (...codes: readonly string[]) => {
  const scope = codes.reduce((sum, code, at) => withCell(sum, at, code), emptyScope);
  const id = codes.length - 1;
  const document = scope.cells.get(id)?.document;
  if (!document) throw new Error("a cell has no document");
  return { scope, id, document };
};

describe("type errors that are known", () => {
  const keep = (...codes: readonly string[]) => {
    const known = createKnownProblems();
    const { scope, id, document } = scopeAfter(...codes);
    known.keep(scope, id, document, [problem]);
    return known.get(document);
  };

  test("are those of a cell that refers to nothing", () => {
    expect(keep("1 + ''.x")).toEqual([problem]);
    expect(keep("const a = 1", "2 + 2")).toEqual([problem]);
  });

  test("are not those of a cell that uses another or names a module", () => {
    expect(keep("const a = 1", "a + 2")).toBeUndefined();
    expect(keep("import 'node:fs'")).toBeUndefined();
    expect(keep("type A = import('./a.ts').A")).toBeUndefined();
  });

  test("are forgotten with a cell that may change what all see", () => {
    for (const code of ["declare global { var b: 1 }", "import 'node:fs'", "declare module 'x' {}"]) {
      const known = createKnownProblems();
      const { scope, id, document } = scopeAfter("1");
      known.keep(scope, id, document, []);
      known.add(scopeAfter("const c = 1").document);
      expect(known.get(document)).toEqual([]);
      known.add(scopeAfter(code).document);
      expect(known.get(document)).toBeUndefined();
    }
  });

  test("are of so many cells at most", () => {
    const known = createKnownProblems();
    const documents = Array.from({ length: 201 }, (_, at) => scopeAfter(`${at}`));
    for (const { scope, id, document } of documents) known.keep(scope, id, document, []);
    expect(documents.filter(({ document }) => known.get(document))).toHaveLength(1);
  });
});
