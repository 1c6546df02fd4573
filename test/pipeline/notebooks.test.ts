import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import {
  checkNotebook,
  diffRuns,
  planRerun,
  type RunEvent,
  rerunNotebook,
  runNotebook,
  watchNotebooks,
} from "../../src/index.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

const read =
  'import { mount } from "pinbook";\nconst pins = await mount("/mnt/pins", "file:bucket").glob("topics/**");';

test("a program runs a notebook, reruns what new objects and edits made stale, resumes, compares and checks", async () => {
  const folder = await temporaryFolder();
  const file = join(folder, "a.ipynb");
  const home = join(folder, ".pinbook");
  await mkdir(join(folder, "bucket/topics"), { recursive: true });
  await writeFile(join(folder, "package.json"), "{}");
  await writeFile(join(folder, "bucket/topics/1"), "");
  const save = (...last: readonly string[]) =>
    writeFile(file, codeNotebookText(read, "pins.length", "const made = 7;", ...last));
  await save("made");
  expect(await runNotebook({ file })).toMatchObject({ status: "ok", out: file });
  expect((await planRerun({ file })).runs).toEqual([]);

  await writeFile(join(folder, "bucket/topics/2"), "");
  const plan = await planRerun({ file });
  expect(plan.runs).toEqual(["c1", "c2"]);
  expect(plan.cells[0]?.reasons.join()).toContain("topics/");
  const rerun = rerunNotebook({ file });
  const events: RunEvent[] = [];
  for await (const event of rerun) events.push(event);
  expect(events.filter(({ type }) => type === "cell-started")).toHaveLength(2);
  expect((await rerun).cells.map(({ status }) => status)).toEqual(["ok", "ok", "cached", "cached"]);
  expect(await diffRuns({ home })).toMatchObject([
    { name: "a.ipynb", cells: [{ id: "c2", outputs: "@@ line 1 @@\n-1\n+2" }] },
  ]);
  expect(await checkNotebook({ file })).toMatchObject({ same: true, compared: 4 });

  const ready = `import { existsSync } from "node:fs";\nif (!existsSync("ready")) throw new Error("not yet");\nmade * 2`;
  await save(ready);
  expect(await rerunNotebook({ file })).toMatchObject({ status: "failed" });
  await writeFile(join(folder, "ready"), "");
  expect((await rerunNotebook({ file, resume: true })).cells.at(-1)).toMatchObject({ status: "ok" });

  const stop = new AbortController();
  const seen: string[] = [];
  await watchNotebooks({
    files: [file],
    signal: stop.signal,
    onEvent: (event) => {
      seen.push(event.type);
      if (event.type === "waiting") stop.abort();
    },
  });
  expect(seen).toEqual(["reran", "waiting"]);
});
