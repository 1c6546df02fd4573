import { appendFile, type FileHandle, open as openFile, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, jest, test } from "@jest/globals";
import { encodeFrame, logHeader } from "../../../src/kinesis/server/frame.ts";
import { ShardLog } from "../../../src/kinesis/server/shard-log.ts";
import { temporaryFolder } from "../../support/temporary.ts";

let path: string;
let lines: string[];
const open = () => ShardLog.open(path, (line) => lines.push(line));
const record = (text: string) => ({ partitionKey: `key ${text}`, data: Buffer.from(text) });
const texts = async (log: ShardLog, ordinal = 0, limit = 10_000, bytes = 1 << 30) =>
  (await log.read(ordinal, limit, bytes)).map(({ data }) => Buffer.from(data).toString());
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));

beforeEach(async () => {
  path = join(await temporaryFolder(), "shard.log");
  lines = [];
  await writeFile(path, logHeader);
});

test("a log opened again holds what was appended", async () => {
  const log = await open();
  await log.append(numbers(0, 200).map(record), 1000);
  await log.append([record("200")], 2000);
  await log.close();
  const again = await open();
  expect(again.count).toBe(201);
  expect(await texts(again)).toEqual(numbers(0, 201));
  expect(await again.append([record("201")], 1500)).toEqual([{ ordinal: 201, arrival: 2000 }]);
  expect(await texts(again, 200)).toEqual(["200", "201"]);
  await again.close();
});

test("reads from any ordinal, bounded in number and bytes, at least one record", async () => {
  const log = await open();
  await log.append(numbers(0, 300).map(record), 1);
  for (const start of [0, 1, 63, 64, 65, 128, 299])
    expect(await texts(log, start, 5)).toEqual(numbers(start, Math.min(start + 5, 300)));
  expect(await texts(log, 300)).toEqual([]);
  expect(await texts(log, 1_000_000)).toEqual([]);
  expect(await texts(log, 0, 10, 1)).toEqual(["0"]);
  await log.close();
});

test("reads records that are larger than a chunk", async () => {
  const log = await open();
  const large = { partitionKey: "k", data: Buffer.alloc(1 << 20, 7) };
  await log.append([large, record("between"), large], 1);
  expect((await log.read(0, 10, 1 << 30)).map(({ data }) => data.length)).toEqual([1 << 20, 7, 1 << 20]);
  await log.close();
});

test("finds the first record at or after a time", async () => {
  const log = await open();
  for (let i = 0; i < 150; i++) await log.append([record(String(i))], 1000 + i * 10);
  const found = await Promise.all([0, 1000, 1001, 1640, 1641, 2490, 2491].map((time) => log.ordinalAt(time)));
  expect(found).toEqual([0, 0, 1, 64, 65, 149, 150]);
  await log.close();
});

test("appends at once keep their order", async () => {
  const log = await open();
  await Promise.all(numbers(0, 50).map((text) => log.append([record(text)], 1)));
  expect(await texts(log)).toEqual(numbers(0, 50));
  await log.close();
});

test("a write cut short at any byte loses only itself", async () => {
  const log = await open();
  await log.append([record("a"), record("b")], 1);
  await log.close();
  const whole = await readFile(path);
  const kept = whole.length - encodeFrame({ ...record("b"), arrival: 1 }).length;
  for (let length = kept; length < whole.length; length++) {
    await writeFile(path, whole.subarray(0, length));
    const cut = await open();
    expect(await texts(cut)).toEqual(["a"]);
    await cut.append([record("c")], 2);
    await cut.close();
    const again = await open();
    expect(await texts(again)).toEqual(["a", "c"]);
    await again.close();
  }
  expect(lines[0]).toMatch(/1 bytes of an unfinished write cut off$/);
});

test("zeros that a lost power left at the end are cut off", async () => {
  const log = await open();
  await log.append([record("a")], 1);
  await log.close();
  await appendFile(path, Buffer.alloc(5000));
  const again = await open();
  expect(await texts(again)).toEqual(["a"]);
  await again.close();
});

test("a log that is damaged in the middle is refused, with the place, and left as it is", async () => {
  const log = await open();
  await log.append([record("a"), record("b"), record("c")], 1);
  await log.close();
  const bytes = await readFile(path);
  bytes[logHeader.length + 20] = (bytes[logHeader.length + 20] ?? 0) ^ 1;
  await writeFile(path, bytes);
  await expect(open()).rejects.toThrow(`${path} is damaged at byte ${logHeader.length} of ${bytes.length}`);
  expect(await readFile(path)).toEqual(bytes);
});

test("a file that is no log is refused", async () => {
  await truncate(path, 3);
  await expect(open()).rejects.toThrow(`${path} is no log of this version`);
});

test("a write that fails halfway, as on a full disk, leaves the log as it was", async () => {
  const log = await open();
  await log.append([record("a")], 1);
  const before = await readFile(path);
  const handle = await openFile(path);
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const write = prototype.write as (
    bytes: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<unknown>;
  const full = jest.spyOn(prototype, "write").mockImplementationOnce(async function (
    this: FileHandle,
    ...args: unknown[]
  ) {
    const [bytes, , , position] = args as [Buffer, number, number, number];
    await write.call(this, bytes, 0, 5, position);
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  } as never);
  await expect(log.append([record("b"), record("c")], 1)).rejects.toThrow("no space left");
  full.mockRestore();
  expect(await readFile(path)).toEqual(before);
  await log.append([record("d")], 1);
  expect(await texts(log)).toEqual(["a", "d"]);
  await log.close();
});
