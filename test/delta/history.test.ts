import { describe, expect, test } from "@jest/globals";
import {
  appendRows,
  createTable,
  NoSuchTable,
  overwriteRows,
  readRows,
  readSnapshot,
  tableHistory,
} from "../../src/delta/index.ts";
import { memoryStore } from "./memory-store.ts";
import { rowsOf, schemaOf } from "./rows.ts";

const schema = schemaOf({ id: "int64" });
const day = (n: number) => Date.UTC(2024, 0, n);
const rows = (...ids: readonly bigint[]) =>
  rowsOf(
    schema,
    ids.map((id) => ({ id })),
  );

const threeDays = async () => {
  let now = day(1);
  const ref = { store: memoryStore(() => now), path: "t" };
  await createTable(ref, { schema });
  now = day(2);
  await appendRows(ref, rows(1n, 2n), { operation: "STREAMING UPDATE" });
  now = day(3);
  await overwriteRows(ref, rows(3n));
  return ref;
};

describe("the table's history", () => {
  test("tells each version's time, operation and figures, newest first", async () => {
    const ref = await threeDays();
    const history = await tableHistory(ref);
    expect(history).toMatchObject([
      {
        version: 2,
        timestamp: new Date(day(3)),
        operation: "WRITE",
        operationParameters: { mode: "Overwrite" },
        isBlindAppend: false,
      },
      {
        version: 1,
        timestamp: new Date(day(2)),
        operation: "STREAMING UPDATE",
        operationMetrics: { numOutputRows: "2" },
      },
      { version: 0, timestamp: new Date(day(1)), operation: "CREATE TABLE", engineInfo: "pinbook" },
    ]);
    expect((await tableHistory(ref, { limit: 1 })).map(({ version }) => version)).toEqual([2]);
  });

  test("lets a table be read as of a time", async () => {
    const ref = await threeDays();
    const countAt = async (time: number) => (await readRows(ref, { timestamp: new Date(time) })).rowCount;
    expect([await countAt(day(1)), await countAt(day(2)), await countAt(day(3) - 1), await countAt(day(9))]).toEqual([
      0, 2, 2, 1,
    ]);
    await expect(countAt(day(1) - 1)).rejects.toThrow(
      "has no version at 2023-12-31T23:59:59.999Z: its first is of 2024-01-01T00:00:00.000Z",
    );
  });

  test("puts versions of the same instant in their order", async () => {
    const ref = { store: memoryStore(() => day(1)), path: "t" };
    await createTable(ref, { schema });
    await appendRows(ref, rows(1n));
    expect((await tableHistory(ref)).map(({ timestamp }) => timestamp.getTime() - day(1))).toEqual([1, 0]);
  });

  test("is refused where there is no table, or for a version and a time at once", async () => {
    const ref = { store: memoryStore(), path: "nowhere" };
    await expect(tableHistory(ref)).rejects.toThrow(NoSuchTable);
    await expect(readSnapshot(ref)).rejects.toThrow("no Delta table at memory://test/nowhere");
    await expect(appendRows(ref, rows())).rejects.toThrow(NoSuchTable);
    await expect(readRows(ref, { version: 1, timestamp: new Date() })).rejects.toThrow(/not both/);
    await expect(readRows(ref, { timestamp: new Date("no") })).rejects.toThrow(/is no date/);
  });
});
