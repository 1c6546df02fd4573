import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, lstat, mkdir, readdir, readFile, readlink, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { parseNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { saveText } from "../../src/run/index.ts";
import { runPinbook } from "../support/cli.ts";
import { codeNotebookText } from "../support/code-notebook.ts";
import { canMountDisks, makeReadOnly, mountSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

const isRoot = process.getuid?.() === 0;
// Where no disk can be mounted, the limit of a shell stands for a full one.
const withDisks = (await canMountDisks()) ? test : test.skip;

describe("a saved file", () => {
  test("keeps its mode, and a link to it stays a link", async () => {
    await mkdir(join(folder, "there"));
    await writeFile(join(folder, "there", "a.ipynb"), "former");
    await chmod(join(folder, "there", "a.ipynb"), 0o640);
    await symlink("there/a.ipynb", join(folder, "b.ipynb"));
    await symlink("b.ipynb", join(folder, "c.ipynb"));
    await saveText(join(folder, "c.ipynb"), "new");
    expect(await readFile(join(folder, "there", "a.ipynb"), "utf8")).toBe("new");
    expect((await stat(join(folder, "there", "a.ipynb"))).mode & 0o7777).toBe(0o640);
    expect(await readlink(join(folder, "c.ipynb"))).toBe("b.ipynb");
    expect((await lstat(join(folder, "b.ipynb"))).isSymbolicLink()).toBe(true);
    expect(await readdir(join(folder, "there"))).toEqual(["a.ipynb"]);
  });

  test("is made where a link leads to a file that is not there yet", async () => {
    await symlink("new/a.ipynb", join(folder, "link"));
    await saveText(join(folder, "link"), "new");
    expect(await readFile(join(folder, "new", "a.ipynb"), "utf8")).toBe("new");
    expect((await lstat(join(folder, "link"))).isSymbolicLink()).toBe(true);
  });

  test("may have the longest name that a file may have, and be saved many times at once", async () => {
    const path = join(folder, `${"n".repeat(249)}.ipynb`);
    await Promise.all(Array.from({ length: 20 }, (_, at) => saveText(path, `${at}`.repeat(10_000))));
    expect(await readFile(path, "utf8")).toMatch(/^(\d+)\1{9999}$/);
    expect(await readdir(folder)).toHaveLength(1);
  });

  test("sees to what a killed process left, not to what another one is writing", async () => {
    const ended = spawn(process.execPath, ["-e", ""]);
    await once(ended, "close");
    const old = `.pinbook-${ended.pid}-1.tmp`;
    const kept = [`.pinbook-${ended.pid}-2.tmp`, `.pinbook-${process.ppid}-1.tmp`, "a.tmp"];
    for (const name of [old, ...kept]) await writeFile(join(folder, name), "");
    for (const name of [old, ...kept.slice(1)]) await utimes(join(folder, name), 1, 1);
    await saveText(join(folder, "a"), "");
    expect((await readdir(folder)).sort()).toEqual([...kept, "a"].sort());
  });

  test("that cannot be written leaves the former one and no other behind, and the error tells the remedy", async () => {
    await mkdir(join(folder, "a.ipynb"));
    await expect(saveText(join(folder, "a.ipynb"), "x")).rejects.toThrow(
      /a\.ipynb could not be saved: .* Its former content is as it was; make room or allow writing there/,
    );
    expect(await readdir(folder)).toEqual(["a.ipynb"]);
  });

  (isRoot ? test.skip : test)("that is read-only is left alone (skipped: root may write anything)", async () => {
    const path = join(folder, "a.ipynb");
    await writeFile(path, "former", { mode: 0o444 });
    await expect(saveText(path, "new")).rejects.toThrow(/could not be saved: Error: EACCES/);
    expect(await readFile(path, "utf8")).toBe("former");
  });
});

describe("a run whose notebook cannot be saved", () => {
  const big = codeNotebookText('"small"', 'console.log("x".repeat(300_000))', "3");

  test("ends with a clear error where files may not grow, and the file is as it was after the last cell that fit", async () => {
    await writeFile(join(folder, "a.ipynb"), big);
    const child = spawn(
      "sh",
      ["-c", 'ulimit -f 200; exec "$0" "$@"', process.execPath, join(packageRoot, "src/launch.cjs"), "run", "a.ipynb"],
      { cwd: folder },
    );
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk;
    });
    const [code] = await once(child, "close");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^(a\.ipynb: .*\n|[✓✗] .*\n)*pinbook: .*a\.ipynb could not be saved: EFBIG.*\n$/),
    });
    await expectIntact(folder);
  });

  withDisks(
    "ends with a clear error on a full disk, and the file is as it was after the last cell that fit",
    async () => {
      await mountSmallDisk(folder, 256);
      await writeFile(join(folder, "a.ipynb"), big);
      const { code, stderr } = await runPinbook(["run", "a.ipynb"], { cwd: folder });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(
          /^(a\.ipynb: .*\n|[✓✗] .*\n)*pinbook: .*a\.ipynb could not be saved: ENOSPC.*\n$/,
        ),
      });
      await expectIntact(folder);
    },
  );

  (isRoot ? withDisks : test)("ends with a clear error before the first cell in a read-only folder", async () => {
    if (isRoot) await mountSmallDisk(folder, 256);
    await writeFile(join(folder, "a.ipynb"), big);
    await (isRoot ? makeReadOnly(folder) : chmod(folder, 0o555));
    const { code, stderr } = await runPinbook(["run", "a.ipynb"], { cwd: folder });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^pinbook: .* cannot be written .*: make it writable.*\n$/),
    });
    expect(await readFile(join(folder, "a.ipynb"), "utf8")).toBe(big);
  });
});

const expectIntact = async (folder: string): Promise<void> => {
  const { cells } = parseNotebook(await readFile(join(folder, "a.ipynb"), "utf8"), "a");
  expect(cells[0]).toMatchObject({ outputs: [{ data: { "text/plain": "'small'" } }] });
  expect(cells[1]).toMatchObject({ outputs: [] });
  expect((await readdir(folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
};
