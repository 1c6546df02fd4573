import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Magic } from "./types.ts";

/** `%cd`: changes the working folder; imports keep resolving from the notebook's. */
export const cd: Magic = {
  usage: "%cd [FOLDER]",
  summary: "changes the working folder; alone, back to the notebook's",
  run: ({ text }, { folder, print }) => {
    const to = text
      .trim()
      .replace(/^(["'])(.*)\1$/, "$2")
      .replace(/^~(?=\/|$)/, homedir());
    const path = to ? resolve(to) : folder;
    try {
      process.chdir(path);
    } catch {
      throw new Error(`%cd: ${path} is no folder that can be entered`);
    }
    print(`${path}\n`);
  },
};

/** `%pwd`: the working folder. */
export const pwd: Magic = {
  usage: "%pwd",
  summary: "shows the working folder",
  run: (_, { print }) => print(`${process.cwd()}\n`),
};
