import { describe, expect, test } from "@jest/globals";
import { type CutLimits, outputCutter } from "../../src/notebook/cut-outputs.ts";
import { formatNotebook, type Notebook, newNotebook, type Output, parseNotebook } from "../../src/notebook/index.ts";
import { seededRandom } from "../support/random.ts";

const notebook = (...outputs: readonly Output[]): Notebook =>
  newNotebook([
    { cell_type: "markdown", id: "m", metadata: { note: 'a "quoted" {[,' }, source: '# A\n\n{"outputs": [1]}' },
    { cell_type: "code", id: "c", metadata: {}, source: "x\ny", execution_count: 1, outputs },
  ]);
const cut = (text: string, limits: CutLimits, pieces = 7) => {
  const bytes = Buffer.from(text);
  const cutter = outputCutter(limits);
  for (let at = 0; at < bytes.length; at += pieces) cutter.push(bytes.subarray(at, at + pieces));
  return cutter.end();
};
const shows = (data: Record<string, string | object>): Output => ({
  output_type: "display_data",
  data: data as never,
  metadata: {},
});
const wide: CutLimits = { each: 1 << 20, all: 1 << 24 };

describe("cutting outputs while a notebook is read", () => {
  test.each([1, 2, 3, 7, 64, 100_000])("keeps every byte below the limits, in pieces of %i bytes", (pieces) => {
    const text = formatNotebook(
      notebook(
        { output_type: "stream", name: "stdout", text: 'a\\"b\\\\\n\u{1f642}é' },
        shows({ "application/json": { a: ['"', "\\"] }, "text/html": "<b>" }),
      ),
    );
    const { bytes, cuts } = cut(text, wide, pieces);
    expect(bytes.toString()).toBe(text);
    expect(cuts).toEqual([]);
  });

  test("cuts texts, makes other forms null, and tells where and how much", () => {
    const long = "line é\\\n".repeat(100);
    const text = formatNotebook(
      notebook(
        { output_type: "stream", name: "stdout", text: long },
        shows({
          "text/html": long,
          "image/png": "A".repeat(500),
          "application/json": { a: long },
          "text/plain": "short",
        }),
      ),
    );
    const { bytes, cuts } = cut(text, { each: 200, all: 1 << 20 });
    const code = parseNotebook(bytes.toString(), "a").cells[1];
    if (code?.cell_type !== "code") throw new Error("no code cell");
    const [stream, shown] = code.outputs;
    expect(stream?.output_type === "stream" && long.startsWith(stream.text) && stream.text.length > 20).toBe(true);
    expect(shown && "data" in shown && shown.data).toMatchObject({
      "image/png": null,
      "application/json": null,
      "text/plain": "short",
    });
    expect(cuts.map(({ cell, output, field }) => [cell, output, field])).toEqual(
      [
        [1, 0, "text"],
        [1, 1, "application/json"],
        [1, 1, "image/png"],
        [1, 1, "text/html"],
      ].sort((a, b) => text.indexOf(`"${a[2]}"`) - text.indexOf(`"${b[2]}"`)),
    );
    for (const { bytes: had, kept } of cuts) expect(had).toBeGreaterThan(Math.max(200, kept));
  });

  test("leaves valid JSON wherever a text is cut", () => {
    const random = seededRandom(1);
    const source = Array.from(
      { length: 60 },
      () => ["\\", '"', "\n", "é", "\u{1f642}", "a", "\u0001"][Math.floor(random() * 7)],
    ).join("");
    for (const lines of [true, false])
      for (let each = 1; each < 160; each++) {
        const output = { output_type: "stream", name: "stdout", text: lines ? [source, source] : source };
        const file = JSON.stringify({
          cells: [{ cell_type: "code", id: "c", metadata: {}, source: "", execution_count: null, outputs: [output] }],
          metadata: {},
          nbformat: 4,
          nbformat_minor: 5,
        });
        const [cell] = parseNotebook(cut(file, { each, all: 1000 }, 5).bytes.toString(), "a").cells;
        const [found] = cell?.cell_type === "code" ? cell.outputs : [];
        expect(found?.output_type === "stream" && (source + source).startsWith(found.text)).toBe(true);
      }
  });

  test("is stricter with each once all are large", () => {
    const outputs = Array.from(
      { length: 4 },
      (): Output => ({ output_type: "stream", name: "stdout", text: "a".repeat(1000) }),
    );
    const { cuts } = cut(formatNotebook(notebook(...outputs)), { each: 5000, all: 1500 });
    expect(cuts.map(({ output }) => output)).toEqual([2, 3]);
  });
});
