import { describe, expect, test } from "@jest/globals";
import { produce } from "../../../src/kafka/protocol/produce.ts";
import { createReader } from "../../../src/kafka/protocol/reader.ts";
import { batchFault, batchHeaderAt } from "../../../src/kafka/protocol/record-batch.ts";
import { createWriter } from "../../../src/kafka/protocol/writer.ts";
import { theirMessage, theirVersions } from "./kafkajs.ts";

const parameters = {
  acks: -1,
  timeout: 30,
  compression: 1,
  transactionalId: null,
  producerId: "77",
  producerEpoch: 1,
  topicData: [
    {
      topic: "t",
      partitions: [{ partition: 2, firstSequence: 5, messages: [{ key: "k", value: "v" }, { value: null }] }],
    },
  ],
};

describe("Produce", () => {
  test("speaks every version that kafkajs does", () => {
    expect(Math.max(...theirVersions("produce"))).toBe(produce.maxVersion);
  });

  test.each([3, 4, 5, 6, 7])("reads kafkajs's request of version %i with its compressed batch", async (version) => {
    const encoded = await theirMessage("produce", version, parameters).request.encode();
    const reader = createReader(encoded.buffer);
    const request = produce.decode(reader, version);
    expect(reader.remaining()).toBe(0);
    expect(request).toMatchObject({ transactionalId: null, acks: -1, timeoutMs: 30, topics: [{ name: "t" }] });
    const records = request.topics[0]?.partitions[0]?.records ?? new Uint8Array(0);
    expect(batchFault(records)).toBeUndefined();
    expect(batchHeaderAt(records, 0)).toMatchObject({ producerId: 77n, baseSequence: 5, recordCount: 2 });
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])("writes a response of version %i that kafkajs reads", async (version) => {
    const writer = createWriter();
    const partition = { index: 2, errorCode: 0, baseOffset: 41n, logStartOffset: 0n } as const;
    produce.encode(writer, { topics: [{ name: "t", partitions: [partition] }] }, version);
    const decoded = await theirMessage("produce", version, parameters).response.decode(Buffer.from(writer.result()));
    expect(JSON.parse(JSON.stringify(decoded))).toMatchObject({
      topics: [{ topicName: "t", partitions: [{ partition: 2, errorCode: 0 }] }],
    });
    expect(JSON.stringify(decoded)).toContain('"41"');
  });
});
