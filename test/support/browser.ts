import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { type DebianProgram, debianProgram } from "./debian.ts";

/** Milliseconds in which a page shows what is waited for on the slowest machine. */
export const patience = 200_000;

/** Installs Debian's Chromium where there is none; throws where apt-get cannot. */
export const needBrowser = (): Promise<string> => debianProgram(chromiumProgram);

/** An installed Chromium without a window; the caller closes it. */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = await needBrowser();
  // Chromium refuses its sandbox to root.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
};

const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const chromiumProgram: DebianProgram = {
  name: "Chromium",
  packages: ["chromium-headless-shell"],
  find: () => {
    const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
    return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  },
};
