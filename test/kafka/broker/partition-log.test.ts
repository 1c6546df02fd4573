import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type LogEffects, openPartitionLog, type PartitionLog } from "../../../src/kafka/broker/partition-log.ts";
import { batchHeaderAt } from "../../../src/kafka/protocol/record-batch.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { theirBatch } from "../protocol/kafkajs.ts";

const newPath = async () => join(await temporaryFolder(), "0.log");
const batchOf = (count: number, options: Parameters<typeof theirBatch>[1] = {}, timestamp = 1_000) =>
  theirBatch(
    Array.from({ length: count }, (_, i) => ({ value: `value ${i}`, timestamp: timestamp + i })),
    options,
  );
const withLog = async (path: string, use: (log: PartitionLog) => unknown, effects: LogEffects = {}) => {
  const log = openPartitionLog(path, effects);
  try {
    await use(log);
  } finally {
    log.close();
  }
};
/** Base offsets of the batches that a read gives. */
const basesOf = (bytes: Uint8Array | undefined): number[] | undefined => {
  if (!bytes) return undefined;
  const bases: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = batchHeaderAt(bytes, at);
    bases.push(header.baseOffset);
    at += header.size;
  }
  return bases;
};

describe("a partition's log", () => {
  test("gives offsets one after the other and keeps them when it is opened again", async () => {
    const path = await newPath();
    await withLog(path, async (log) => {
      expect(log.append(await batchOf(3))).toEqual({ errorCode: 0, baseOffset: 0 });
      expect(log.append(await batchOf(2, { gzip: true }))).toEqual({ errorCode: 0, baseOffset: 3 });
    });
    await withLog(path, async (log) => {
      expect(log.highWatermark()).toBe(5);
      expect(log.append(await batchOf(1))).toEqual({ errorCode: 0, baseOffset: 5 });
      expect(basesOf(log.read(0, 1 << 20, true))).toEqual([0, 3, 5]);
    });
  });

  test("reads from the batch that holds an offset, whole batches only, at least one where asked", async () => {
    await withLog(await newPath(), async (log) => {
      const batch = await batchOf(4);
      for (let i = 0; i < 200; i++) log.append(batch);
      expect(basesOf(log.read(402, batch.length * 3 + 5, true))).toEqual([400, 404, 408]);
      expect(basesOf(log.read(799, 1 << 20, true))).toEqual([796]);
      expect(basesOf(log.read(0, 10, true))).toEqual([0]);
      expect(basesOf(log.read(0, 10, false))).toEqual([]);
      expect(basesOf(log.read(800, 1 << 20, true))).toEqual([]);
      expect(log.read(801, 1 << 20, true)).toBeUndefined();
      expect(log.read(-1, 1 << 20, true)).toBeUndefined();
    });
  });

  test("finds the first record of a time", async () => {
    await withLog(await newPath(), async (log) => {
      for (let i = 0; i < 100; i++) log.append(await batchOf(10, {}, i * 1_000));
      expect(log.offsetAt(0)).toEqual({ offset: 0, timestamp: 0 });
      expect(log.offsetAt(57_004)).toEqual({ offset: 574, timestamp: 57_004 });
      expect(log.offsetAt(57_010)).toEqual({ offset: 580, timestamp: 58_000 });
      expect(log.offsetAt(99_010)).toBeUndefined();
    });
  });

  test("cuts off a write that a kill left unfinished, whatever its length, and says so", async () => {
    const path = await newPath();
    const batch = await batchOf(2);
    await withLog(path, (log) => log.append(batch));
    for (const torn of [1, 11, 40, 60, 61, batch.length - 1]) {
      appendFileSync(path, batch.subarray(0, torn));
      const lines: string[] = [];
      await withLog(path, (log) => expect(log.highWatermark()).toBe(2), { log: (line) => lines.push(line) });
      expect(lines).toEqual([`${path}: ${torn} bytes of an unfinished write cut off; 2 records are whole`]);
      expect(statSync(path).size).toBe(batch.length);
    }
  });

  test("cuts off a tail of zeros and a last batch whose bytes did not all arrive, as a power cut leaves them", async () => {
    const path = await newPath();
    const batch = await batchOf(2);
    await withLog(path, (log) => log.append(batch));
    truncateSync(path, batch.length + 5_000);
    await withLog(path, (log) => {
      expect(log.highWatermark()).toBe(2);
      log.append(batch);
    });
    const bytes = readFileSync(path);
    bytes.fill(0, bytes.length - 5);
    writeFileSync(path, bytes);
    await withLog(path, (log) => expect(log.highWatermark()).toBe(2));
  });

  test("refuses to drop good records behind damaged ones, and names the file and the place", async () => {
    const path = await newPath();
    const batch = await batchOf(2);
    await withLog(path, (log) => [log.append(batch), log.append(batch), log.append(batch)]);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(batch.length + 70) ^ 1, batch.length + 70);
    writeFileSync(path, bytes);
    expect(() => openPartitionLog(path)).toThrow(`the log ${path} is damaged at byte ${batch.length}`);
    expect(readFileSync(path)).toEqual(bytes);
  });

  test("acknowledges nothing of what a full disk does not take, and goes on once there is room", async () => {
    const path = await newPath();
    const batch = await batchOf(2);
    let full = false;
    const write: LogEffects["write"] = (fd, bytes, position) => {
      if (!full) return writeSync(fd, bytes, 0, bytes.length, position);
      if (bytes.length < batch.length)
        throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      return writeSync(fd, bytes, 0, 30, position);
    };
    const lines: string[] = [];
    await withLog(
      path,
      (log) => {
        log.append(batch);
        full = true;
        expect(log.append(batch)).toEqual({ errorCode: 56, baseOffset: -1 });
        expect(log.highWatermark()).toBe(2);
        expect(statSync(path).size).toBe(batch.length);
        full = false;
        expect(log.append(batch)).toEqual({ errorCode: 0, baseOffset: 2 });
      },
      { write, log: (line) => lines.push(line) },
    );
    expect(lines.join()).toContain("no space left on device");
    await withLog(path, (log) => expect(log.highWatermark()).toBe(4));
  });

  test("writes what an idempotent producer repeats once, also after a restart, and refuses gaps", async () => {
    const path = await newPath();
    const send = (firstSequence: number, count = 2) => batchOf(count, { producerId: 9, firstSequence });
    await withLog(path, async (log) => {
      expect(log.append(await send(0))).toEqual({ errorCode: 0, baseOffset: 0 });
      expect(log.append(await send(0))).toEqual({ errorCode: 0, baseOffset: 0 });
      expect(log.append(await send(2))).toEqual({ errorCode: 0, baseOffset: 2 });
      expect(log.append(await batchOf(1, { producerId: 10, firstSequence: 0 }))).toEqual({
        errorCode: 0,
        baseOffset: 4,
      });
    });
    await withLog(path, async (log) => {
      expect(log.append(await send(2))).toEqual({ errorCode: 0, baseOffset: 2 });
      expect(log.append(await send(6))).toEqual({ errorCode: 45, baseOffset: -1 });
      expect(log.append(await send(4))).toEqual({ errorCode: 0, baseOffset: 5 });
      expect(log.highWatermark()).toBe(7);
    });
  });

  test("tells those who wait of each append until they have had enough", async () => {
    await withLog(await newPath(), async (log) => {
      let told = 0;
      const stop = log.onAppend(() => told++);
      log.append(await batchOf(1));
      stop();
      log.append(await batchOf(1));
      expect(told).toBe(1);
    });
  });
});
