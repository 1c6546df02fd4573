import { execFile } from "node:child_process";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { formatNotebook, formatScript, parseScript } from "../../src/notebook/index.ts";
import { entryPoint, packageRoot } from "../../src/root.ts";
import { fuzzNotebooks } from "../support/fuzz-notebook.ts";
import { fuzzScripts } from "../support/fuzz-script.ts";
import { randomNotebook } from "../support/random-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const first = Number(process.env.SOAK_SEED ?? 10_000);
const rounds = Number(process.env.SOAK_ROUNDS ?? 50_000);
const seeds = function* (): Generator<number> {
  for (let seed = first; seed < first + rounds; seed++) yield seed;
};

test(`Damaged notebooks are read or refused in one line, seeds from ${first}`, async () => {
  const original = await readFile(join(packageRoot, "test/notebook/files/jupyter-4.5.ipynb"), "utf8");
  const { read, refused, wrong } = fuzzNotebooks(original, seeds());
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(Math.min(read, refused)).toBeGreaterThan(rounds / 10);
});

test(`Damaged scripts are read or refused in one line, seeds from ${first}`, () => {
  const { read, refused, wrong } = fuzzScripts(seeds());
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(Math.min(read, refused)).toBeGreaterThan(rounds / 20);
});

test("A hundred megabytes of outputs are read, run over and written within 1.2 GB of memory", async () => {
  const folder = await temporaryFolder();
  const output = (text: string) => [{ output_type: "stream", name: "stdout", text: splitLines(text) }];
  const cells = [
    code("lines", output("a line with 1.0 and é\n".repeat(1_500_000))),
    code("image", [
      { output_type: "display_data", metadata: {}, data: { "image/png": "iVBORw0KGgo1".repeat(3_000_000) } },
    ]),
    code("numbers", [{ output_type: "display_data", metadata: {}, data: { "application/json": numbers } }]),
  ];
  const path = join(folder, "big.ipynb");
  await writeFile(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  expect((await stat(path)).size).toBeGreaterThan(100_000_000);
  const script = `
    import { readFileSync } from "node:fs";
    import { formatNotebook, readNotebook } from ${JSON.stringify(entryPoint("src/notebook/index"))};
    const notebook = readNotebook(readFileSync(process.argv[1]), "big.ipynb");
    process.stdout.write(String(formatNotebook(notebook).length));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...["--max-old-space-size=1200", "--input-type=module", "-e", script, path],
  ]);
  expect(Number(stdout)).toBeGreaterThan(100_000_000);
});

const numbers = Array.from({ length: 1_500_000 }, (_, at) => at / 7);
const code = (id: string, outputs: readonly object[]) => ({
  ...{ cell_type: "code", id, metadata: {}, source: "1", execution_count: 1, outputs },
});
const splitLines = (text: string): readonly string[] => text.split(/(?<=\n)/);

test(`Scripts keep all of random notebooks, seeds from ${first}`, () => {
  for (const seed of seeds()) {
    const notebook = randomNotebook(seed);
    const text = formatNotebook(parseScript(formatScript(notebook), "a.ts"));
    if (text !== formatNotebook(notebook)) expect({ seed, text }).toEqual({ seed, text: formatNotebook(notebook) });
  }
});
