import { afterAll, beforeAll } from "@jest/globals";
import { duckdbEngine } from "../../src/frame/index.ts";
import { temporaryFolder } from "./temporary.ts";

/** Keeps one database open for the tests of a file. */
export const keepDuckdbOpen = (): void => {
  let close = async () => {};
  beforeAll(async () => {
    close = await duckdbEngine.open();
  });
  afterAll(() => close());
};

/** A folder for the tests of a file, which share one open database. Its path is there once they run. */
export const duckdbFolder = (): { readonly path: string } => {
  const folder = { path: "" };
  keepDuckdbOpen();
  beforeAll(async () => {
    folder.path = await temporaryFolder();
  });
  return folder;
};
