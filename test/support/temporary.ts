import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";

const folders: string[] = [];
const steps: (() => Promise<unknown>)[] = [];

/** A new empty folder, removed after the test file. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "pinbook-test-"));
  folders.push(folder);
  return folder;
};

/** Something to do after the test file while its folders are still there: ending a process that works in one. */
export const beforeRemoval = (step: () => Promise<unknown>): void => {
  steps.push(step);
};

afterAll(async () => {
  for (const step of steps.toReversed()) await step();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});
