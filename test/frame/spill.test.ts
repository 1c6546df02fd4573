import { spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type DuckdbEngine, fromRows, makeDuckdbEngine, op } from "../../src/frame/index.ts";
import { packageRoot } from "../../src/root.ts";
import { canMountDisks, mountSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** Two million pairs are more than this holds of them. */
const memoryLimit = "64MB";
const count = 1400;
const rows = Array.from({ length: count }, (_, a) => ({ a }));
const pairs = fromRows(rows, undefined, { name: "left" })
  .cross(
    fromRows(
      rows.map(({ a }) => ({ b: a })),
      undefined,
      { name: "right" },
    ),
  )
  .derive((d) => ({ n: d.a.mul(count).add(d.b), t: d.a.cast("string").concat(" and ").concat(d.b.cast("string")) }));

/** Whether the engine made its folder for what it spills, which it does when it needs it. */
const spillsIn = async (folder: string, action: () => Promise<unknown>): Promise<boolean> => {
  const names: string[] = [];
  const watcher = watch(folder, (_, name) => names.push(name ?? ""));
  try {
    await action();
    // What the system has told by now is heard in one turn.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    watcher.close();
  }
  return names.some((name) => name.startsWith("pinbook-duckdb-"));
};

const engineIn = (tempDirectory: string): DuckdbEngine => makeDuckdbEngine({ memoryLimit, tempDirectory, threads: 1 });

describe("DuckDB with little memory", () => {
  test("spills what it dedupes, joins and sorts to disk, and takes it away again", async () => {
    const folder = await temporaryFolder();
    const engine = engineIn(folder);
    const plans = [
      pairs
        .select("t", "n")
        .dedupe()
        .rollup((d) => ({ n: op.count(), most: op.max(d.n) })),
      pairs
        .join(pairs.derive((d) => ({ other: d.t })).select("n", "other"), "n")
        .rollup((d) => ({ n: op.count(), most: op.max(d.n) })),
      pairs
        .orderby("t")
        .derive((d) => ({ before: op.lag(d.t) }))
        .rollup((d) => ({ n: op.count(), most: op.max(d.n), before: op.max(d.before) })),
    ];
    for (const [index, plan] of plans.entries()) {
      let found: unknown;
      const isSpilt = await spillsIn(folder, async () => {
        found = await plan.toRows({ engine });
      });
      expect({ index, isSpilt, found }).toEqual({
        index,
        isSpilt: true,
        found: [expect.objectContaining({ n: count * count, most: count * count - 1 })],
      });
      expect(await readdir(folder)).toEqual([]);
    }
    expect(
      await spillsIn(folder, () => pairs.slice(0, 10).toRows({ engine: makeDuckdbEngine({ tempDirectory: folder }) })),
    ).toBe(false);
  });

  test("takes away what a process has left that was killed, and nothing else", async () => {
    const folder = await temporaryFolder();
    const program = join(packageRoot, "test/support/spill.js");
    const child = spawn(process.execPath, [program, "40MB", folder], { stdio: ["ignore", "ignore", "inherit"] });
    const watcher = watch(folder);
    await once(watcher, "change");
    watcher.close();
    const [left = ""] = await readdir(folder);
    expect(left).toMatch(new RegExp(`^pinbook-duckdb-.*-${child.pid}-`));
    await mkdir(join(folder, "pinbook-duckdb-mine"));
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await readdir(folder)).toContain(left);
    await fromRows(rows).toRows({ engine: engineIn(folder) });
    expect(await readdir(folder)).toEqual(["pinbook-duckdb-mine"]);
  });

  test("says so where the disk is full, and names it", async () => {
    if (!(await canMountDisks())) return;
    const folder = join(await temporaryFolder(), "disk");
    await mkdir(folder);
    await mountSmallDisk(folder, 4096);
    const failing = pairs
      .dedupe("t")
      .rollup(() => ({ n: op.count() }))
      .toRows({ engine: engineIn(folder) });
    await expect(failing).rejects.toThrow(
      `What DuckDB puts aside finds no more room on the disk of ${folder}: free some space there, or give the engine another tempDirectory`,
    );
    expect(await readdir(folder)).toEqual([]);
  });
});
