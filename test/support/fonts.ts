import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { debianProgram } from "./debian.ts";

/** Fonts for Latin, Arabic, Chinese and emoji; installs Debian's where they are missing, throws where that cannot be done. */
export const needFonts = async (): Promise<unknown> => {
  const list = await promisify(execFile)("fc-list", [":", "family"], { maxBuffer: 1 << 24 }).catch(() => ({
    stdout: "",
  }));
  const missing = ["Noto Sans Arabic", "Noto Sans CJK", "Noto Color Emoji"].some((name) => !list.stdout.includes(name));
  const packages = ["fontconfig", "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"];
  let asked = 0;
  return debianProgram({
    name: "Noto's fonts",
    packages,
    find: () => (missing && asked++ === 0 ? undefined : "there"),
  });
};
