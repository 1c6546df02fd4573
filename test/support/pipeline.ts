import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";
import { readConfig } from "../../src/config.ts";
import { openPipeline, type Pipeline } from "../../src/pipeline.ts";
import { stopStack } from "../../src/stack.ts";

const opened: Pipeline[] = [];

/** A pipeline on an embedded stack of its own in a new folder, ended after the test file; `warnings` gets what it logs. */
export const temporaryPipeline = async (warnings: string[] = []): Promise<Pipeline> => {
  const cwd = await mkdtemp(join(tmpdir(), "pinbook-test-"));
  await writeFile(join(cwd, "package.json"), "{}");
  const pipeline = await openPipeline({
    config: readConfig({ env: {}, cwd }),
    log: (line) => void warnings.push(line),
  });
  opened.push(pipeline);
  return pipeline;
};

afterAll(async () => {
  for (const pipeline of opened) {
    await pipeline.close();
    await stopStack(pipeline.config);
    await rm(pipeline.config.project, { recursive: true, force: true });
  }
});
