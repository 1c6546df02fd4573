import { beforeAll, expect, test } from "@jest/globals";
import { createTable, readRows } from "../../src/delta/index.ts";
import type { KinesisClient } from "../../src/kinesis/index.ts";
import { fileStore, type ObjectStore } from "../../src/storage/index.ts";
import { runStream } from "../../src/stream/index.ts";
import { embedded } from "../kinesis/support.ts";
import { crashingStore } from "../support/crashing-store.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { idRecord, numbers, schema, textRecord, transform } from "./support.ts";

let kinesis: KinesisClient;
beforeAll(async () => {
  ({ kinesis } = await embedded());
  await kinesis.createStream("s", { shards: 2 });
  await kinesis.putRecords("s", [...numbers(0, 30).map(idRecord), textRecord("{")]);
});

const run = (store: ObjectStore) =>
  runStream({
    kinesis,
    stream: "s",
    checkpoint: { store, path: "checkpoint" },
    table: { store, path: "table" },
    transform,
    until: "end",
    maxRecords: 11,
  });

/** Runs with a crash at one write, then again without, and gives the table's ids; undefined where there is no such write. */
const idsAfterCrash = async (at: number, when: "before" | "after"): Promise<readonly number[] | undefined> => {
  const store = fileStore(await temporaryFolder());
  await createTable({ store, path: "table" }, { schema });
  const crashing = crashingStore(store, at, when);
  const first = await Promise.allSettled([run(crashing)]);
  if (crashing.writes() < at) return undefined;
  expect(first).toMatchObject([{ status: "rejected", reason: { message: expect.stringContaining(`killed ${when}`) } }]);
  await run(store);
  const rows = await readRows({ store, path: "table" });
  return Array.from(rows.columns.id ?? [], Number).sort((a, b) => a - b);
};

test.each(["before", "after"] as const)(
  "a run that is killed %s any of its writes and started again has each record exactly once",
  async (when) => {
    let steps = 0;
    for (let at = 1; ; at++, steps++) {
      const ids = await idsAfterCrash(at, when);
      if (!ids) break;
      expect({ at, ids }).toEqual({ at, ids: numbers(0, 30) });
    }
    // Owner, then for each of three batches plan, data file, commit and end, and the dead letters of one.
    expect(steps).toBeGreaterThanOrEqual(14);
  },
);
