import { describe, expect, test } from "@jest/globals";
import { namesDeclaredIn } from "../../../src/session/language/declarations.ts";
import { draftOf, emptyScope, type Scope, withCell } from "../../../src/session/language/documents.ts";
import { encodeFrame, frameReader } from "../../../src/session/language/lsp-frames.ts";
import { offsetIn, positionIn } from "../../../src/session/language/positions.ts";
import { syncDocuments } from "../../../src/session/language/sync.ts";

const scopeOf = (...cells: readonly string[]): Scope =>
  cells.reduce((scope, code, i) => withCell(scope, i + 1, code), emptyScope);

describe("the documents of cells", () => {
  test("a cell imports what it uses, and gets what may be assigned as variables", () => {
    const scope = scopeOf("const a = 1; let b = 2; type T = string;", "b = a; const t: T = ''; export const own = 1;");
    const document = scope.cells.get(2)?.document;
    expect(document?.text).toBe(
      'import { a, T } from "./__pinbook_cell_1.ts";\n' +
        'declare let b: typeof import("./__pinbook_cell_1.ts").b;\n' +
        "b = a; const t: T = ''; export const own = 1;\n;export { t };\n",
    );
    expect(document).toMatchObject({ file: "__pinbook_cell_2.ts", above: 2, lines: 1 });
  });

  test("a cell stays while a name of it is in force or a cell that stays uses it, and its slot is then free", () => {
    const scope = scopeOf("const a = 1;", "const b = a;", "const a = 'new';", "1 + 1", "2 + 2");
    expect([...scope.cells.keys()]).toEqual([1, 2, 3, 5]);
    expect(scope.cells.get(5)?.slot).toBe(5);
    const next = withCell(scope, 6, "const b = 2;");
    expect([...next.cells].map(([id, { slot }]) => [id, slot])).toEqual([
      [3, 3],
      [6, 4],
    ]);
    expect(withCell(next, 7, "const c = 1", new Set([1])).cells.get(7)?.slot).toBe(2);
  });

  test("unfinished code does not see what it declares itself", () => {
    const scope = scopeOf("const a = 1, b = 2, c = 3, d = 4;");
    const { text } = draftOf(scope, "const a = {\nlet { b, x: c } = f(\nd.");
    expect(text.split("\n")[0]).toBe('import { d } from "./__pinbook_cell_1.ts";');
  });

  test.each([
    ["import def, { x as y, type Z } from 'm'; const {", ["Z", "def", "x", "y"]],
    ["async function* go() {", ["go"]],
    ["export abstract class Big {", ["Big"]],
    ["interface Shape extends Other { a: ", ["Shape"]],
    ["const [one, ...rest] = [1", ["one", "rest"]],
  ])("the names that unfinished code declares are guessed: %s", (code, names) => {
    expect([...namesDeclaredIn(code)].filter((name) => name !== "as" && name !== "type").sort()).toEqual(names);
  });

  test("places go there and back over any line break", () => {
    const code = "a\r\n'😀'; b\nc";
    const document = { file: "x.ts", text: "", above: 3, lines: 3, specifiers: [] };
    for (const offset of [0, 1, 3, 9, 10, 11, code.length])
      expect(offsetIn(document, code, positionIn(document, code, offset))).toBe(offset);
    expect(positionIn(document, code, 9)).toEqual({ line: 4, character: 6 });
    expect(offsetIn(document, code, { line: 2, character: 0 })).toBeUndefined();
    expect(offsetIn(document, code, { line: 6, character: 0 })).toBeUndefined();
  });
});

describe("what the server is told", () => {
  test("only what changed since it was last told", () => {
    const first = syncDocuments(
      "/nb",
      new Map(),
      new Map([
        ["a.ts", "1"],
        ["b.json", "{}"],
      ]),
    );
    expect(first.notices.map(({ method }) => method)).toEqual(["textDocument/didOpen", "textDocument/didOpen"]);
    const second = syncDocuments("/nb", first.opened, new Map([["a.ts", "2"]]));
    expect(second.notices).toEqual([
      {
        method: "textDocument/didChange",
        params: { textDocument: { uri: "file:///nb/a.ts", version: 2 }, contentChanges: [{ text: "2" }] },
      },
      { method: "textDocument/didClose", params: { textDocument: { uri: "file:///nb/b.json" } } },
    ]);
    expect(syncDocuments("/nb", second.opened, new Map([["a.ts", "2"]])).notices).toEqual([]);
  });

  test("frames come out whole, however their bytes are cut", () => {
    const messages = [
      { id: 1, result: "ü😀" },
      { method: "x", params: { a: [1, 2] } },
    ];
    const bytes = Buffer.concat(messages.map(encodeFrame));
    for (const size of [1, 7, 30, bytes.length]) {
      const read = frameReader();
      const found: object[] = [];
      for (let at = 0; at < bytes.length; at += size) found.push(...read(bytes.subarray(at, at + size)));
      expect(found).toEqual(messages.map((message) => ({ jsonrpc: "2.0", ...message })));
    }
    expect(() => frameReader()(Buffer.from("Length: 3\r\n\r\nabc"))).toThrow("no Content-Length");
  });
});
