import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Config, readConfig } from "../../src/config.ts";
import { openPipeline, type Pipeline } from "../../src/pipeline.ts";
import { stopStack } from "../../src/stack.ts";
import { beforeRemoval, temporaryFolder } from "./temporary.ts";

/** A pipeline on an embedded stack of its own in a new folder, ended after the test file; `warnings` gets what it logs, `changes` says what is elsewhere. */
export const temporaryPipeline = async (warnings: string[] = [], changes: Partial<Config> = {}): Promise<Pipeline> => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "package.json"), "{}");
  const config = { ...readConfig({ env: {}, cwd }), ...changes };
  const pipeline = await openPipeline({ config, log: (line) => void warnings.push(line) });
  beforeRemoval(async () => {
    await pipeline.close();
    await stopStack(config);
  });
  return pipeline;
};
