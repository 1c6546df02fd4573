import { afterAll, beforeAll } from "@jest/globals";
import { duckdbEngine } from "../../src/frame/index.ts";
import { temporaryFolder } from "./temporary.ts";

/** A folder for the tests of a file, which share one open database. Its path is there once they run. */
export const duckdbFolder = (): { readonly path: string } => {
  const folder = { path: "" };
  let close = async () => {};
  beforeAll(async () => {
    close = await duckdbEngine.open();
    folder.path = await temporaryFolder();
  });
  afterAll(() => close());
  return folder;
};
