import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { usageError } from "../../errors.ts";

/** Where to look for a browser. */
export interface ChromiumPlaces {
  /** The program that was named, by path or as a name in the path. */
  readonly named?: string | undefined;
  /** The folders that programs are looked for in, as in PATH. */
  readonly path: string;
  readonly platform?: NodeJS.Platform;
  readonly isProgram?: (file: string) => boolean;
}

/** The Chromium that makes PDFs: the one named, else an installed one. Throws a usage error with the remedy where there is none. */
export const findChromium = ({
  named,
  path,
  platform = process.platform,
  isProgram = isExecutable,
}: ChromiumPlaces): string => {
  const inPath = (name: string): readonly string[] =>
    path
      .split(delimiter)
      .filter((folder) => folder !== "")
      .map((folder) => join(folder, platform === "win32" && !name.endsWith(".exe") ? `${name}.exe` : name));
  if (named !== undefined) {
    const places = isAbsolute(named) || /[\\/]/.test(named) ? [resolve(named)] : inPath(named);
    const found = places.find(isProgram);
    if (found !== undefined) return found;
    throw usageError(
      `there is no program ${JSON.stringify(named)} to make PDFs with: name Chromium's or Chrome's by --chromium or PINBOOK_CHROMIUM, or leave both out so that an installed one is looked for.`,
    );
  }
  const found = [...names.flatMap(inPath), ...(applications[platform] ?? [])].find(isProgram);
  if (found !== undefined) return found;
  throw usageError(
    `a PDF needs Chromium or Chrome, and none is installed where pinbook looks (${names.join(", ")}): install it (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium; Windows: Edge or Chrome will do), or name it by --chromium FILE or PINBOOK_CHROMIUM.`,
  );
};

const names = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
];

const applications: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};
