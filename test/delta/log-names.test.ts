import { describe, expect, test } from "@jest/globals";
import { checkpointName, commitName, listingOf, planLog } from "../../src/delta/log-names.ts";

const part = (version: number, at: number, of: number) =>
  checkpointName(version).replace(
    ".parquet",
    `.${String(at).padStart(10, "0")}.${String(of).padStart(10, "0")}.parquet`,
  );
const commits = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => commitName(from + index));

describe("the names of a log", () => {
  test("are sorted out, and unknown ones are left out", () => {
    const names = [commitName(1), commitName(0), "_last_checkpoint", "00000000000000000001.crc", ".s3-optimization-0"];
    const compacted = "00000000000000000000.00000000000000000001.compacted.json";
    expect(listingOf([...names, compacted, checkpointName(1)])).toEqual({
      commits: [0, 1],
      checkpoints: [{ version: 1, names: [checkpointName(1)] }],
    });
  });

  test("a checkpoint in parts counts only when all of them are there", () => {
    const names = [part(4, 2, 2), part(4, 1, 2), part(8, 1, 3), part(8, 3, 3)];
    expect(listingOf(names).checkpoints).toEqual([{ version: 4, names: [part(4, 1, 2), part(4, 2, 2)] }]);
  });
});

describe("the plan for a version", () => {
  const listing = listingOf([...commits(0, 12), checkpointName(10), checkpointName(5)]);

  test("starts at the newest checkpoint at or before it", () => {
    expect(planLog(listing, "t")).toEqual({
      version: 12,
      checkpoint: { version: 10, names: [checkpointName(10)] },
      commits: [11, 12],
    });
    expect(planLog(listing, "t", 10)).toMatchObject({ checkpoint: { version: 10 }, commits: [] });
    expect(planLog(listing, "t", 9)).toMatchObject({ checkpoint: { version: 5 }, commits: [6, 7, 8, 9] });
    expect(planLog(listing, "t", 1)).toEqual({ version: 1, commits: [0, 1] });
  });

  test("may reach a checkpoint whose commit is not there any more", () => {
    expect(planLog(listingOf([checkpointName(5)]), "t")).toMatchObject({ version: 5, commits: [] });
  });

  test("is refused for a version that is not there", () => {
    expect(() => planLog(listing, "t", 13)).toThrow("t has no version 13: give one from 0 to 12");
    expect(() => planLog(listing, "t", -1)).toThrow("no version -1");
    expect(() => planLog(listing, "t", 1.5)).toThrow("no version 1.5");
  });

  test("is refused where a commit in between is missing", () => {
    const torn = listingOf([...commits(0, 3), ...commits(5, 6)]);
    expect(() => planLog(torn, "t")).toThrow(/cannot be read at version 6: _delta_log\/0{19}4.json is missing/);
    expect(planLog(torn, "t", 3).commits).toEqual([0, 1, 2, 3]);
  });
});
