import { expect, test } from "@jest/globals";
import { readConfig } from "../../src/config.ts";
import { readState } from "../../src/stack.ts";
import { runPinbook } from "../support/cli.ts";
import { temporaryProject } from "../support/project.ts";
import { seededRandom } from "../support/random.ts";

const seed = 1;
const rounds = 20;
/** No start takes longer on the slowest machine that this runs on; later kills would find nothing to kill. */
const longestMs = 12_000;

const finalRows = [
  "drawn           1200  1200  1200",
  "in objects      1000  1000  1000",
  "in Delta        1159  1159  1159",
];

test(`seed ${seed}: ${rounds} starts killed at random moments, every other time with the stack, lose and double nothing`, async () => {
  const random = seededRandom(seed);
  for (let round = 0; round < rounds; round++) {
    const { folder, down } = await temporaryProject();
    const moment = random() * longestMs;
    await runPinbook(["start"], {
      cwd: folder,
      onStart: (kill) =>
        setTimeout(() => {
          kill("SIGKILL");
          const stack = readState(readConfig({ env: {}, cwd: folder }).home);
          if (round % 2 === 1 && stack) killIfThere(stack.pid);
        }, moment).unref(),
    });
    const { code, stdout, stderr } = await runPinbook(["start"], { cwd: folder });
    await down();
    expect({ round, moment, code, stderr, rows: stdout.split("\n") }).toEqual({
      round,
      moment,
      code: 0,
      stderr: "",
      rows: expect.arrayContaining(finalRows),
    });
  }
});

test("all notebooks, run again after a start that nothing disturbed, post and store nothing twice", async () => {
  const { folder, down } = await temporaryProject();
  for (const turn of ["first", "again"]) {
    const { code, stdout, stderr } = await runPinbook(["start"], { cwd: folder });
    expect({ turn, code, stderr, rows: stdout.split("\n") }).toEqual({
      ...{ turn, code: 0, stderr: "" },
      rows: expect.arrayContaining(finalRows),
    });
  }
  await down();
});

const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
};
