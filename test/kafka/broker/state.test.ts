import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { openOffsets } from "../../../src/kafka/broker/offsets.ts";
import { createProducerIds } from "../../../src/kafka/broker/producer-ids.ts";
import { openState } from "../../../src/kafka/broker/state.ts";
import { openTopics } from "../../../src/kafka/broker/topics.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const at = (offset: bigint) => ({ offset, metadata: null });

describe("the broker's files", () => {
  test("committed offsets are there again, without those of topics that are gone", async () => {
    const dir = await temporaryFolder();
    const offsets = openOffsets(dir, () => true);
    offsets.commit("g", [
      { topic: "a", partition: 0, committed: at(5n) },
      { topic: "b", partition: 1, committed: { offset: 6n, metadata: "note" } },
    ]);
    offsets.commit("g", [{ topic: "a", partition: 0, committed: at(7n) }]);
    offsets.close();
    const again = openOffsets(dir, (topic) => topic !== "b");
    expect(again.of("g")).toEqual([{ topic: "a", partition: 0, committed: at(7n) }]);
    again.forgetGroup("g");
    expect(again.groups()).toEqual([]);
    again.close();
    expect(readFileSync(join(dir, "offsets.ndjson"), "utf8").split("\n")).toHaveLength(3);
  });

  test("a commit that a kill left unfinished is not there", async () => {
    const dir = await temporaryFolder();
    const offsets = openOffsets(dir, () => true);
    offsets.commit("g", [{ topic: "a", partition: 0, committed: at(5n) }]);
    offsets.close();
    appendFileSync(join(dir, "offsets.ndjson"), '{"group":"g","topic":"a","partition":0,"off');
    const again = openOffsets(dir, () => true);
    expect(again.get("g", "a", 0)).toEqual(at(5n));
    again.commit("g", [{ topic: "a", partition: 0, committed: at(6n) }]);
    again.close();
    const last = openOffsets(dir, () => true);
    expect(last.get("g", "a", 0)).toEqual(at(6n));
    last.close();
  });

  test("a topic made anew under an old name is empty, and files of deleted ones go", async () => {
    const dir = await temporaryFolder();
    const topics = openTopics(dir, openState(dir));
    topics.create("a", 2);
    topics.create("A", 1);
    expect(topics.delete("a")).toBe(true);
    expect(topics.delete("a")).toBe(false);
    topics.create("a", 3);
    topics.close();
    mkdirSync(join(dir, "logs", "left-over"));
    const again = openTopics(dir, openState(dir));
    expect(again.list().map(({ name, logs }) => [name, logs.length])).toEqual([
      ["A", 1],
      ["a", 3],
    ]);
    expect(readdirSync(join(dir, "logs"))).toHaveLength(2);
    again.close();
  });

  test("no producer id is given out twice, not even after a kill", async () => {
    const dir = await temporaryFolder();
    const next = createProducerIds(openState(dir));
    const ids = [next(), next()];
    const afterKill = createProducerIds(openState(dir));
    ids.push(afterKill(), afterKill());
    expect(new Set(ids).size).toBe(4);
  });

  test("an unreadable registry is an error that names the file", async () => {
    const dir = await temporaryFolder();
    writeFileSync(join(dir, "broker.json"), "{");
    expect(() => openState(dir)).toThrow(`the broker's registry ${join(dir, "broker.json")} cannot be read`);
  });
});
