import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { formatNotebook, newNotebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { runPinbook } from "../support/cli.ts";
import { codeCell } from "../support/code-notebook.ts";
import { temporaryFolder } from "../support/temporary.ts";

let cwd: string;
const pinbook = (...args: string[]) => runPinbook(args, { cwd });

beforeEach(async () => {
  cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  await writeFile(join(cwd, "a.ipynb"), await readFile(join(packageRoot, "test/report/golden/plots.ipynb"), "utf8"));
});

describe("pinbook report", () => {
  test("writes one notebook as one file with all inside, in a language and a brand", async () => {
    await writeFile(join(cwd, "brand.html"), '<template slot="brand">Acme</template>');
    const file = join(cwd, "out", "a.html");
    expect(await pinbook("report", "a.ipynb", "--out", "out", "--lang", "de", "--template", "brand.html")).toEqual({
      code: 0,
      stdout: `${file}\n`,
      stderr: "",
    });
    expect(await readdir(join(cwd, "out"))).toEqual(["a.html"]);
    const html = await readFile(file, "utf8");
    for (const part of ['<html lang="de"', "Code ausblenden", ">Acme<", 'id="plotly"']) expect(html).toContain(part);
    expect(html).not.toMatch(/(?:src|href)="(?!#|data:)/);
  });

  test("refuses a language that it has no words in, and writes nothing", async () => {
    const { code, stdout, stderr } = await pinbook("report", "a.ipynb", "--lang", "xx");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--lang xx: there are labels in en, de, fr, es, ru, zh, ja, ar");
    expect(await readdir(cwd)).not.toContain("reports");
  });
});

test("pinbook report names a credential that is too short to be hidden everywhere, and hides it where it is named", async () => {
  const cells = [codeCell("a", 'connect({ user: "root", password: "tiny" }); // a tiny thing')];
  await writeFile(join(cwd, "a.ipynb"), formatNotebook(newNotebook(cells)));
  const env = { PINBOOK_KAFKA_PASSWORD: "tiny" };
  const { code, stderr } = await runPinbook(["report", "a.ipynb", "--out", "out"], { cwd, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^PINBOOK_KAFKA_PASSWORD is too short/) });
  const text = (await readFile(join(cwd, "out/a.html"), "utf8")).replace(/<[^>]*>/g, "").replaceAll("&quot;", '"');
  expect(text).toContain('password: "***" }); // a tiny thing');
});
