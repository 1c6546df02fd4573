import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "@jest/globals";
import { nameVersion } from "../../../src/session/imports/index.ts";
import { temporaryFolder } from "../../support/temporary.ts";

let folder: string;
const files: Record<string, string> = {
  "index.ts":
    'export { clean, other } from "./cleans.ts";\nexport * from "./more/extra.ts";\nexport type { T } from "./types.ts";',
  "cleans.ts":
    'import { trim } from "./text.ts";\nimport { lib } from "lib";\nconst marks = ["x"];\n// comment\nexport const clean = (s: string) => trim(s, marks);\nexport const other = () => lib();',
  "text.ts": "export const trim = (s: string, marks: string[]) => s + marks;\nexport const unused = 1;",
  "more/extra.ts": "export default 1;\nexport const extra = 2;",
  "types.ts": "export interface T { a: 1 }",
};

beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, "more"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});

const versionOf = (name: string, lib = "1.0.0"): string =>
  nameVersion(join(folder, "index.ts"), [name], () => lib).version;
const edit = (name: string, from: string, to: string): Promise<void> =>
  writeFile(join(folder, name), (files[name] ?? "").replace(from, to));

test.each([
  ["its own declaration", "cleans.ts", "trim(s, marks)", "trim(s + s, marks)", true],
  ["a constant that it mentions", "cleans.ts", '["x"]', '["y"]', true],
  ["a function of another module that it calls", "text.ts", "s + marks", "s", true],
  ["a statement that acts as a module loads", "text.ts", "export const unused = 1;", "console.log(1);", true],
  ["another declaration of the module", "cleans.ts", "lib()", "lib() + 1", false],
  ["another declaration of a module below", "text.ts", "unused = 1", "unused = 2", false],
  ["a comment", "cleans.ts", "// comment", "/* another */", false],
  ["blanks", "cleans.ts", "(s: string) => trim", "( s: string )   =>\n trim", false],
  ["a type that is only exported", "types.ts", "a: 1", "a: 2", false],
])("the version of a name hangs on %s", async (_, file, from, to, changes) => {
  const before = versionOf("clean");
  await edit(file, from, to);
  expect(versionOf("clean") !== before).toBe(changes);
});

test("names come through lists and stars of exports, and packages count by their version", async () => {
  const [extra, other] = [versionOf("extra"), versionOf("other")];
  await edit("more/extra.ts", "extra = 2", "extra = 3");
  expect(versionOf("extra")).not.toBe(extra);
  expect(versionOf("other")).toBe(other);
  expect(versionOf("other", "2.0.0")).not.toBe(other);
  expect(versionOf("clean", "2.0.0")).toBe(versionOf("clean"));
});
