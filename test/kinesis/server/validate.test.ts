import { expect, test } from "@jest/globals";
import { data, partitionKey, streamName } from "../../../src/kinesis/server/shapes.ts";
import { validate } from "../../../src/kinesis/server/validate.ts";

const members = {
  StreamName: { ...streamName, required: true },
  ShardCount: { type: "Integer", min: 1, max: 10 },
  Records: {
    type: "List",
    min: 1,
    max: 2,
    member: { type: "Structure", members: { Data: data, PartitionKey: partitionKey } },
  },
} as const;

test("gives what is known, with blobs decoded", () => {
  const input = validate(
    { StreamName: "s", ShardCount: 2.9, Other: 1, Records: [{ Data: "YQ==", PartitionKey: "k" }] },
    members,
  );
  expect(input).toEqual({ StreamName: "s", ShardCount: 2, Records: [{ Data: Buffer.from("a"), PartitionKey: "k" }] });
});

test.each([
  [
    { StreamName: 1 },
    "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
  ],
  [{ StreamName: [] }, "Start of list found where not expected"],
  [{ StreamName: {} }, "Start of structure or map found where not expected."],
  [{ Records: {} }, "Start of structure or map found where not expected."],
  [{ Records: [{ Data: "YR==" }] }, "Invalid last non-pad Base64 character"],
  [{ ShardCount: "1" }, "class java.lang.String can not be converted to an Integer"],
  [{ Records: "x" }, "Expected list or null"],
  [{ Records: [{ Data: "YQ" }] }, "Base64 encoded length is expected a multiple of 4 bytes but found: 2"],
  [{ Records: [{ Data: "Y!==" }] }, "Invalid Base64 character: '!'"],
  ["text", "Expected null"],
])("%j is of a wrong type", (request, message) => {
  expect(() => validate(request, members)).toThrow(
    expect.objectContaining({ code: "SerializationException", message: expect.stringContaining(message) }),
  );
});

test.each([
  [{}, "1 validation error detected: Value null at 'streamName' failed to satisfy constraint: Member must not be null"],
  [
    { StreamName: "a/b" },
    "Value 'a/b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  ],
  [
    { StreamName: "s", ShardCount: 11 },
    "Value '11' at 'shardCount' failed to satisfy constraint: Member must have value less than or equal to 10",
  ],
  [
    { StreamName: "s", Records: [] },
    "at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    { StreamName: "s", Records: [{ Data: "" }] },
    "Value null at 'records.1.member.partitionKey' failed to satisfy constraint: Member must not be null",
  ],
  [{ ShardCount: 0 }, "2 validation errors detected: "],
])("%j breaks a constraint", (request, message) => {
  expect(() => validate(request, members)).toThrow(
    expect.objectContaining({ code: "ValidationException", message: expect.stringContaining(message) }),
  );
});
