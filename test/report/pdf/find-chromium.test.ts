import { delimiter, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { findChromium } from "../../../src/report/index.ts";

const path = ["/a", "", "/b"].join(delimiter);
const only = (...files: readonly string[]) =>
  ({ path, platform: "linux", isProgram: (file: string) => files.includes(file) }) as const;

describe("the browser for PDFs", () => {
  test("is the one named, by its path or by its name", () => {
    expect(findChromium({ named: "/x/chrome", ...only("/x/chrome", join("/a", "chromium")) })).toBe("/x/chrome");
    expect(findChromium({ named: "brave", ...only(join("/b", "brave")) })).toBe(join("/b", "brave"));
  });

  test("is else an installed one", () => {
    expect(findChromium(only(join("/b", "chromium")))).toBe(join("/b", "chromium"));
    const isMac = (file: string) => file.startsWith("/Applications/Google Chrome");
    expect(findChromium({ path, platform: "darwin", isProgram: isMac })).toContain("Google Chrome");
  });

  test("is missed with what to do", () => {
    expect(() => findChromium(only())).toThrow(
      /none is installed .*apt-get install chromium.*--chromium FILE or PINBOOK_CHROMIUM/,
    );
    expect(() => findChromium({ named: "/x/chrome", ...only() })).toThrow(
      /no program "\/x\/chrome".*--chromium or PINBOOK_CHROMIUM/,
    );
  });
});
