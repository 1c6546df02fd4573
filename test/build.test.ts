import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { entries } from "../src/build-bundle.js";
import { builders } from "../src/build-dist.js";
import { readableStack } from "../src/readable-stack.ts";
import { entryPoint, packageRoot } from "../src/root.ts";
import { temporaryFolder } from "./support/temporary.ts";

describe("a checkout", () => {
  let root = "";
  const source = (name: string, text: string) => writeFile(join(root, "src", `${name}.ts`), text);
  const build = (): string =>
    execFileSync(process.execPath, [
      "--input-type=module",
      "-e",
      `
      import { build } from ${JSON.stringify(join(root, "src/build.js"))};
      process.stdout.write(String(await build().catch((error) => error.message)));
    `,
    ]).toString();
  const run = (): string =>
    execFileSync(process.execPath, [join(root, "dist/src/cli.js")])
      .toString()
      .trim();
  const built = async () =>
    (await readdir(join(root, "dist"), { recursive: true })).filter((path) => /\.cjs$/.test(path));

  beforeAll(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, "src"));
    await mkdir(join(root, "kernels"));
    for (const name of builders) await cp(join(packageRoot, "src", name), join(root, "src", name));
    await cp(join(packageRoot, "tsconfig.json"), join(root, "tsconfig.json"));
    await writeFile(join(root, "package.json"), '{ "type": "module" }');
    await mkdir(join(root, "node_modules"));
    for (const name of ["@oxc-project", "rolldown", "@rolldown"]) {
      const folder = join(packageRoot, "node_modules", name);
      if (existsSync(folder)) await symlink(folder, join(root, "node_modules", name), "junction");
    }
    for (const name of entries) {
      await mkdir(join(root, dirname(name)), { recursive: true });
      await writeFile(join(root, `${name}.ts`), 'import "node:fs";\n');
    }
    await source("word", 'export const word: string = "first";\n');
    await source("cli", 'import { word } from "./word.ts";\nconsole.log(word);\n');
  });

  test("is built once, and not again while nothing changes", async () => {
    expect(build()).toBe("true");
    expect(run()).toBe("first");
    expect(build()).toBe("false");
  });

  test("is built again after an edit of the same length and after a file's time changed", async () => {
    await source("word", 'export const word: string = "other";\n');
    expect(build()).toBe("true");
    expect(run()).toBe("other");
    await utimes(join(root, "src/word.ts"), 1, 1);
    expect(build()).toBe("true");
    expect(build()).toBe("false");
  });

  test("is built again after a file came or went", async () => {
    await source("added", 'export const word = "added";\n');
    await source("cli", 'import { word } from "./added.ts";\nconsole.log(word);\n');
    expect(build()).toBe("true");
    expect(run()).toBe("added");
    await rm(join(root, "src/word.ts"));
    expect(build()).toBe("true");
    expect(run()).toBe("added");
  });

  test("keeps for a day what a process that still runs may load", async () => {
    const before = await built();
    await source("added", 'export const word = "anew";\n');
    await source("cli", 'import("./added.ts").then(({ word }) => console.log(word));\n');
    expect(build()).toBe("true");
    const between = await built();
    expect(between).toEqual(expect.arrayContaining(before));
    await source("later", 'export const word = "later";\n');
    await source("cli", 'import("./later.ts").then(({ word }) => console.log(word));\n');
    await rm(join(root, "src/added.ts"));
    expect(build()).toBe("true");
    const gone = (await built()).filter((path) => path.includes("added"));
    expect(gone).toHaveLength(1);
    for (const path of gone) await utimes(join(root, "dist", path), 1, 1);
    await source("later", 'export const word = "last";\n');
    expect(build()).toBe("true");
    expect((await built()).filter((path) => path.includes("added"))).toEqual([]);
    expect(run()).toBe("last");
  });

  test("names the file that does not parse and keeps the former build", async () => {
    await source("later", "export const word = ;\n");
    expect(build()).toContain("src/later.ts");
    expect(run()).toBe("last");
    await source("later", 'export const word = "mended";\n');
    expect(build()).toBe("true");
    expect(run()).toBe("mended");
  });
});

test("a checkout without the bundler says what to do", async () => {
  const root = await temporaryFolder();
  for (const name of builders) await cp(join(packageRoot, "src", name), join(root, "src", name), { recursive: true });
  await writeFile(join(root, "tsconfig.json"), "{}");
  await writeFile(join(root, "package.json"), '{ "type": "module" }');
  const script = `import { build } from ${JSON.stringify(join(root, "src/build.js"))};
    await build().catch((error) => process.stdout.write(error.message));`;
  expect(execFileSync(process.execPath, ["--input-type=module", "-e", script]).toString()).toContain("run npm ci");
});

test("an error in what was built names the line of the TypeScript source", async () => {
  const url = new URL(`file://${entryPoint("src/storage/index")}`).href;
  const script = `
    const { fileStore } = await import(${JSON.stringify(url)});
    await fileStore("/dev/null/nowhere").put("a", new Uint8Array()).catch((error) => process.stdout.write(String(error.stack)));
    try { await import(${JSON.stringify(url)}).then(({ openStore }) => openStore("nothing:there")); } catch (error) { process.stdout.write(String(error.stack)); }
  `;
  const stack = execFileSync(process.execPath, ["--input-type=module", "-e", script]).toString();
  const readable = readableStack(stack);
  const places = [...readable.matchAll(/(\/[^\s()]+\.ts):(\d+):(\d+)/g)];
  expect(places.length).toBeGreaterThan(0);
  expect(readable).not.toContain("/dist/");
  for (const [, file = "", line = ""] of places) {
    const text = (await readFile(file, "utf8")).split("\n")[Number(line) - 1];
    expect(text).toMatch(/\S/);
  }
});
