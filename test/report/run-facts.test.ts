import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Cell, newNotebook } from "../../src/notebook/index.ts";
import { type RunRecordLike, readRunFacts, renderFile } from "../../src/report/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

const code = (id: string, source: string): Cell => ({
  cell_type: "code",
  id,
  metadata: { pinbook: { status: "ok" } },
  source,
  execution_count: 1,
  outputs: [],
});
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const recordOf = (folder: string, sources: Readonly<Record<string, string>>): RunRecordLike => ({
  startedAt: "2026-01-02T03:04:05.000Z",
  status: "ok",
  durationMs: 1234,
  node: "v22.1.0",
  pinbook: "0.1.0",
  parameters: { market: '"AT"' },
  cells: Object.entries(sources).map(([id, source]) => ({
    id,
    code: sha256(source),
    status: "ok",
    durationMs: 500,
    accesses: [
      { kind: "file", name: join(folder, "pins.json"), fingerprint: `8-1-${"ab".repeat(32)}` },
      { kind: "table", name: "delta/pins", fingerprint: "7", write: true },
      { kind: "listing", name: `file://${join(folder, "../.pinbook/bucket")}#topics/pin/`, fingerprint: "9" },
      { kind: "object", name: "s3://bucket#topics/pin/1.json", fingerprint: "8" },
    ],
  })),
});

test("The facts of a run hold its parameters, data, packages and commit, and the page shows them", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "node_modules/@a/b"), { recursive: true });
  await writeFile(join(folder, "node_modules/@a/b/package.json"), '{"version":"3.2.1"}');
  await mkdir(join(folder, ".git/refs/heads"), { recursive: true });
  await writeFile(join(folder, ".git/HEAD"), "ref: refs/heads/main\n");
  await writeFile(join(folder, ".git/refs/heads/main"), `${"c0ffee".repeat(7).slice(0, 40)}\n`);
  const source = 'import { x } from "@a/b/deep";\nimport fs from "node:fs";\nimport local from "./local.ts";\nx';
  const notebook = newNotebook([code("a", source)]);
  const facts = await readRunFacts(notebook, folder, recordOf(folder, { a: source }));
  expect(facts).toMatchObject({
    parameters: { market: '"AT"' },
    data: [
      { kind: "file", name: "pins.json" },
      { kind: "table", name: "delta/pins", version: "7", write: true },
      { kind: "listing", name: "../.pinbook/bucket#topics/pin/", version: "9" },
      { kind: "object", name: "s3://bucket#topics/pin/1.json", version: "8" },
    ],
    packages: [
      { name: "node", version: "22.1.0" },
      { name: "pinbook", version: "0.1.0" },
      { name: "@a/b", version: "3.2.1" },
    ],
    commit: { id: "c0ffeec0ffeec0ffeec0ffeec0ffeec0ffeec0ff", branch: "main" },
    cells: [{ id: "a", durationMs: 500 }],
  });
  const html = renderFile({ name: "a", notebook, facts });
  for (const part of [
    "2 January 2026 at 03:04 UTC",
    "1.23 s",
    "<dt>market</dt>",
    "&quot;AT&quot;",
    "pins.json",
    "abababababababab…",
    "@a/b",
    "3.2.1",
    "c0ffeec0ff",
    '<span class="took">0.50 s</span>',
  ])
    expect(html).toContain(part);
});

test("A cell that was edited since the run is stale, and so are those that hang on it", async () => {
  const folder = await temporaryFolder();
  const ran = { a: "const a = 1;", b: "const b = a + 1;", c: "const c = 3;" };
  const notebook = newNotebook([code("a", "const a = 2;"), code("b", ran.b), code("c", ran.c)]);
  const facts = await readRunFacts(notebook, folder, recordOf(folder, ran));
  expect(facts.cells?.map(({ id, stale }) => [id, stale])).toEqual([
    ["a", ["edited"]],
    ["b", ["needs"]],
    ["c", undefined],
  ]);
  expect(renderFile({ name: "a", notebook, facts }).match(/class="cell code stale"/g)).toHaveLength(2);
});

test("A cell whose data changed is stale with what changed, a failed one stays failed, and what nobody could see is told once", async () => {
  const folder = await temporaryFolder();
  const sources = { a: "const a = 1;", b: "const b = a;", c: "3", d: "4" };
  const failed = { ...code("d", sources.d), metadata: { pinbook: { status: "failed" } } };
  const notebook = newNotebook([code("a", sources.a), code("b", sources.b), code("c", sources.c), failed]);
  const changed = { kind: "file", name: join(folder, "pins.json"), change: "changed" } as const;
  const unseen = { kind: "topic", name: "pins", change: "unseen" } as const;
  const changes = new Map([
    ["a", [changed, unseen]],
    ["c", [unseen]],
    ["d", [changed]],
  ]);
  const facts = await readRunFacts(notebook, folder, recordOf(folder, sources), changes);
  expect(facts.cells?.map(({ id, stale }) => [id, stale])).toEqual([
    ["a", [{ ...changed, name: "pins.json" }]],
    ["b", ["needs"]],
    ["c", undefined],
    ["d", [{ ...changed, name: "pins.json" }]],
  ]);
  expect(facts.unseen).toEqual([unseen]);
  const html = renderFile({ name: "a", notebook, facts });
  expect(html.match(/class="cell code (?:stale|failed)"/g)).toEqual([
    'class="cell code stale"',
    'class="cell code stale"',
    'class="cell code failed"',
  ]);
  expect(html.match(/Changed since it ran: pins.json \(File\)/g)).toHaveLength(2);
  expect(html.match(/could not be seen: pins \(Topic\)/g)).toHaveLength(1);
});

test("Without a record, a repository and packages the facts are none", async () => {
  const folder = await temporaryFolder();
  expect(await readRunFacts(newNotebook([code("a", 'import "missing-package";')]), folder, undefined)).toEqual({});
});

test("A branch in packed refs and a worktree's HEAD are read", async () => {
  const folder = await temporaryFolder();
  const id = "ab".repeat(20);
  await mkdir(join(folder, "main/.git/worktrees/w"), { recursive: true });
  await writeFile(join(folder, "main/.git/packed-refs"), `# pack-refs\n${id} refs/heads/side\n`);
  await writeFile(join(folder, "main/.git/worktrees/w/HEAD"), "ref: refs/heads/side\n");
  await writeFile(join(folder, "main/.git/worktrees/w/commondir"), "../..\n");
  await mkdir(join(folder, "w"));
  await writeFile(join(folder, "w/.git"), `gitdir: ${join(folder, "main/.git/worktrees/w")}\n`);
  expect(await readRunFacts(newNotebook([]), join(folder, "w"), undefined)).toEqual({ commit: { id, branch: "side" } });
});
