import { expect, test } from "@jest/globals";
import { lastRuns } from "../../src/cli/report-index.ts";
import type { RunRecordFile } from "../../src/run/index.ts";

const record = (batch: string, name: string, second: number, more: Partial<RunRecordFile> = {}): RunRecordFile => ({
  version: 1,
  id: `${batch}-${name}`,
  batch,
  name,
  file: `/p/${name}`,
  pid: 1,
  startedAt: new Date(second * 1000).toISOString(),
  status: "ok",
  durationMs: 2000,
  node: "20",
  pinbook: "0",
  parameters: {},
  cells: [],
  ...more,
});

test("the last runs are those of the files, one for what ran by one command, newest first", () => {
  const records = [
    record("one", "a", 0),
    record("one", "b", 1, { status: "failed" }),
    record("two", "x", 5),
    record("three", "a", 9, { status: "died" }),
  ];
  const runs = lastRuns(records, ["/p/a", "/p/b"]);
  expect(runs.map(({ id, status, durationMs, notebooks }) => [id, status, durationMs, notebooks.length])).toEqual([
    ["three", "died", 2000, 1],
    ["one", "failed", 3000, 2],
  ]);
});
