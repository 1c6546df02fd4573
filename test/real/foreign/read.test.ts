import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "@jest/globals";
import { readArrow, readParquet, scanParquet } from "../../../src/frame/index.ts";
import { peers } from "../../bench/batch/peers.js";
import { pythonWith, runPython } from "../../support/python.ts";
import { describeReal } from "../../support/real.ts";
import { type ShownTable, shownTable } from "../../support/shown-table.ts";
import { temporaryFolder } from "../../support/temporary.ts";

let python = "";
const needPeers = async () => {
  python = await pythonWith(peers);
};

interface Written {
  readonly name: string;
  readonly path: string;
  readonly format: "parquet" | "arrow" | "arrows";
  /** Which of the tables it holds. */
  readonly wanted: number;
}

/** The columns that differ, with both sides' first values that do. */
const differences = (found: ShownTable, wanted: ShownTable): readonly unknown[] => {
  const names = new Set([...Object.keys(wanted.types), ...Object.keys(found.types)]);
  return [...names].flatMap((name) => {
    const [mine, theirs] = [found.columns[name] ?? [], wanted.columns[name] ?? []].map((values) =>
      values.map((value) => JSON.stringify(value)),
    ) as [string[], string[]];
    const row = theirs.findIndex((value, index) => value !== mine[index]);
    const isSame = row < 0 && mine.length === theirs.length && found.types[name] === wanted.types[name];
    return isSame ? [] : [[name, found.types[name], wanted.types[name], row, mine[row], theirs[row]]];
  });
};

await describeReal("what others write is read value by value and type by type", [needPeers], () => {
  let files: readonly Written[];
  let tables: readonly ShownTable[];
  let refused: readonly Omit<Written, "wanted">[];

  beforeAll(async () => {
    const scripts = ["files.py", "write_files.py"].map((name) => readFile(new URL(name, import.meta.url), "utf8"));
    const [functions = "", program = ""] = await Promise.all(scripts);
    const script = functions.slice(0, functions.indexOf("if __name__")) + program;
    const told = await runPython(python, script, [await temporaryFolder()]);
    ({ files, tables, refused } = JSON.parse(told));
  });

  const failures = async (
    format: Written["format"],
    read: (path: string) => Promise<ShownTable>,
  ): Promise<readonly unknown[]> => {
    const failed: unknown[] = [];
    const some = files.filter((file) => file.format === format);
    expect(some.length).toBeGreaterThan(10);
    for (const { name, path, wanted } of some) {
      try {
        const different = differences(await read(path), tables[wanted] as ShownTable);
        if (different.length > 0) failed.push([name, ...different]);
      } catch (error) {
        failed.push([name, String(error)]);
      }
    }
    return failed;
  };

  test("from Parquet of every codec, encoding and page", async () => {
    const found = await failures("parquet", async (path) =>
      shownTable(await (await readParquet(path)).frame.collect({ engine: "arquero" })),
    );
    expect(found).toEqual([]);
  });

  test("from Parquet by DuckDB too", async () => {
    const found = await failures("parquet", async (path) => {
      const { frame } = await readParquet(path);
      return shownTable(await scanParquet(path, frame.schema).collect({ engine: "duckdb" }));
    });
    expect(found).toEqual([]);
  });

  test.each(["arrow", "arrows"] as const)("from Arrow of every codec and batch, as %s", async (format) => {
    const found = await failures(format, async (path) =>
      shownTable(await (await readArrow(path)).frame.collect({ engine: "arquero" })),
    );
    expect(found).toEqual([]);
  });

  test("and a type that pinbook has no values for is refused by its column and name", async () => {
    const messages = await Promise.all(
      refused.map(async ({ name, path, format }) => {
        const reading = format === "parquet" ? readParquet(path) : readArrow(path);
        const message = await reading.then(() => "is read", String);
        return /column x has the type \w+.*, which pinbook does not read/i.test(message) ? [] : [name, format, message];
      }),
    );
    expect(refused).toHaveLength(11);
    expect(messages.flat()).toEqual([]);
  });
});
