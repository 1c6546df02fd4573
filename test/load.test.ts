import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { beforeEach, expect, test } from "@jest/globals";
import { packageRoot } from "../src/root.ts";
import { temporaryFolder } from "./support/temporary.ts";

const run = promisify(execFile);
let root = "";
let home = "";

beforeEach(async () => {
  root = await temporaryFolder();
  home = await temporaryFolder();
  await mkdir(join(root, "dist/parts"), { recursive: true });
  await cp(join(packageRoot, "src/load.cjs"), join(root, "dist/load.cjs"));
  await file(
    "main-1.cjs",
    'const part = require("./parts/part-1.cjs");\nexports.main = () => console.log(part.word());',
  );
  await file("parts/part-1.cjs", 'exports.word = () => "a word";');
});

const file = (path: string, text: string) => writeFile(join(root, "dist", path), text);

/** Starts a process that keeps what it compiles, and gives what it prints. */
const start = async (then = "loader.load('main-1.cjs').main()"): Promise<string> => {
  const loader = JSON.stringify(join(root, "dist/load.cjs"));
  const script = `const loader = require(${loader}); loader.keep("test"); ${then}`;
  const env = { ...process.env, HOME: home, USERPROFILE: home };
  const { stdout, stderr } = await run(process.execPath, ["-e", script], { env });
  return stdout + stderr;
};

/** The one file in which the code is kept. */
const keptIn = async (folder = join(root, "node_modules/.cache/loaded")): Promise<string> => {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? "");
};

/** Changes with each writing. */
const writing = async (path: string): Promise<unknown> => {
  const { ino, mtimeMs } = await stat(path);
  return { ino, mtimeMs };
};

test("what one process compiled is kept and taken by the next, which has nothing to add", async () => {
  expect(await start()).toBe("a word\n");
  const kept = await keptIn();
  const before = await writing(kept);
  expect(await start()).toBe("a word\n");
  expect(await writing(kept)).toEqual(before);
});

test("a process that loads more adds it, and what files that are no more left goes", async () => {
  await start();
  const kept = await keptIn();
  await file("parts/part-2.cjs", 'exports.word = () => "another";');
  await file("main-2.cjs", 'console.log(require("./parts/part-2.cjs").word());');
  await rm(join(root, "dist/parts/part-1.cjs"));
  expect(await start("loader.load('main-2.cjs')")).toBe("another\n");
  const bytes = await readFile(kept);
  const rows = JSON.parse(bytes.toString("utf8", 4, 4 + bytes.readUInt32LE(0))) as [string, number, string][];
  expect(rows.map(([path]) => path).sort()).toEqual(["main-1.cjs", "main-2.cjs", "parts/part-2.cjs"]);
});

test("damaged code is not taken, wherever it is damaged, and is written anew", async () => {
  await start();
  const kept = await keptIn();
  const whole = await readFile(kept);
  for (let part = 0; part < 4; part++) {
    const damaged = Buffer.from(whole);
    const at = Math.floor((damaged.length * part) / 4);
    damaged.fill(0x55, at, at + 16);
    await writeFile(kept, part === 3 ? damaged.subarray(0, at) : damaged);
    expect(await start()).toBe("a word\n");
    const before = await writing(kept);
    expect(await start()).toBe("a word\n");
    expect(await writing(kept)).toEqual(before);
  }
});

test("processes that write at once leave one whole file", async () => {
  expect(await Promise.all(Array.from({ length: 6 }, () => start()))).toEqual(Array(6).fill("a word\n"));
  const before = await writing(await keptIn());
  expect(await start()).toBe("a word\n");
  expect(await writing(await keptIn())).toEqual(before);
});

test("where the package's folder cannot be written to, it is kept in the user's cache, and nowhere if that fails too", async () => {
  await writeFile(join(root, "node_modules"), "");
  expect(await start()).toBe("a word\n");
  const before = await writing(await keptIn(join(home, ".cache/pinbook")));
  expect(await start()).toBe("a word\n");
  expect(await writing(await keptIn(join(home, ".cache/pinbook")))).toEqual(before);
  await rm(join(home, ".cache"), { recursive: true });
  await writeFile(join(home, ".cache"), "");
  expect(await start()).toBe("a word\n");
});

test("wrong use keeps nothing", async () => {
  await start("loader.load('main-1.cjs'); process.exitCode = 2;").catch(() => {});
  await expect(readdir(join(root, "node_modules"))).rejects.toThrow("ENOENT");
});

test("kept code still imports, and its errors name line and column", async () => {
  await file("imports-1.cjs", 'exports.main = () => loadES("node:path").then(({ posix }) => console.log(posix.sep));');
  await file("throws-1.cjs", 'exports.main = () => { throw new Error("wrong") };');
  const words = `(async () => {
    await loader.load("imports-1.cjs").main();
    try { loader.load("throws-1.cjs").main() } catch (error) { console.log(error.stack.split("\\n")[1].trim()) }
  })()`;
  const first = await start(words);
  expect(first).toMatch(/^\/\nat exports\.main \(file:.*\/dist\/throws-1\.cjs:1:30\)\n$/);
  expect(await start(words)).toBe(first);
});

test("a file that does not parse or fails is tried again by the next who loads it", async () => {
  await file(
    "bad-1.cjs",
    'globalThis.tries = (globalThis.tries ?? 0) + 1; throw new Error("try " + globalThis.tries);',
  );
  const words = 'for (const _ of [1, 2]) try { loader.load("bad-1.cjs") } catch (error) { console.log(error.message) }';
  expect(await start(words)).toBe("try 1\ntry 2\n");
});

test.each([
  [[], []],
  // Arquero takes it along.
  [["--no-experimental-require-module"], ["flechette"]],
])(
  "packages are loaded by what uses them, and before it where require takes no modules: node %j",
  async (flags, first) => {
    const index = JSON.stringify(pathToFileURL(join(packageRoot, "dist/src/index.js")).href);
    const script = `
      import { createRequire } from "node:module";
      const { cache } = createRequire(${index});
      const loaded = () => ["kafkajs", "flechette"].filter((name) => Object.keys(cache).some((path) => path.includes(name)));
      const { fromRows } = await import(${index});
      const frame = fromRows([{ n: 1 }, { n: 2 }]);
      const before = loaded();
      const { length } = await frame.toArrow();
      const table = await frame.derive((d) => ({ m: d.n.add(1) })).toArquero();
      console.log(JSON.stringify([before, loaded(), length > 0, table.objects()]));`;
    const { stdout } = await run(process.execPath, [...flags, "--input-type=module", "-e", script]);
    const rows = [1, 2].map((n) => ({ n, m: n + 1 }));
    expect(JSON.parse(stdout)).toEqual([first, ["flechette"], true, rows]);
  },
  60_000,
);
