import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { startChromium } from "../../../src/report/pdf/chromium.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const program = async (script: string): Promise<string> => {
  const file = join(await temporaryFolder(), "browser");
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
};
const failure = async (file: string, patience = { start: 60_000, page: 60_000 }): Promise<string> => {
  const chromium = startChromium(file, patience);
  try {
    await chromium.print("about:blank");
    return "printed";
  } catch (error) {
    return String(error);
  } finally {
    await chromium.close();
  }
};

describe("a browser that is none", () => {
  test("and ends is named with the last that it said", async () => {
    const file = await program("echo 'cannot open display' >&2; exit 3");
    expect(await failure(file)).toContain(`${file} ended (code 3) before the PDF was there: cannot open display`);
  });

  test("and cannot be started is named with the remedy", async () => {
    expect(await failure(join(await temporaryFolder(), "missing"))).toMatch(/could not be started.*--chromium FILE/s);
  });

  test("and never answers is given up and ended", async () => {
    // One process, so that its end is that of all.
    const file = await program("exec sleep 1000");
    expect(await failure(file, { start: 200, page: 60_000 })).toMatch(/did not answer within 0 s.*--chromium FILE/s);
  });

  test("and hangs at a page is given up and ended", async () => {
    const answer = '{"id":1,"result":{"targetId":"t"}}';
    const file = await program(`printf '%s\\0' '${answer}' >&4; exec sleep 1000`);
    expect(await failure(file, { start: 60_000, page: 200 })).toMatch(/did not print a page within 0 s/);
  });
});
