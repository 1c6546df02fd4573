import { describe, expect, test } from "@jest/globals";
import { createReader } from "../../../src/kafka/protocol/reader.ts";
import { createWriter } from "../../../src/kafka/protocol/writer.ts";
import { cases } from "./cases.ts";
import { theirMessage, theirVersions } from "./kafkajs.ts";

describe.each(cases.map((entry) => [entry.api.name, entry] as const))("%s", (_name, entry) => {
  const { api, theirs, parameters, request, response, read, readFrom = 0 } = entry;
  const versions = theirVersions(theirs).filter((version) => version <= api.maxVersion);

  test("speaks every version that kafkajs does", () => {
    expect(api.minVersion).toBe(0);
    expect(Math.max(...theirVersions(theirs))).toBe(api.maxVersion);
  });

  test.each(versions)("reads kafkajs's request of version %i to its last byte", async (version) => {
    const encoded = await theirMessage(theirs, version, parameters).request.encode();
    const reader = createReader(encoded.buffer);
    expect(plain(api.decode(reader, version))).toMatchObject(plain(request) as object);
    expect(reader.remaining()).toBe(0);
  });

  test.each(versions.filter((version) => version >= readFrom))(
    "writes a response of version %i that kafkajs reads",
    async (version) => {
      const writer = createWriter();
      api.encode(writer, response, version);
      const decoded = await theirMessage(theirs, version, parameters).response.decode(Buffer.from(writer.result()));
      expect(plain(decoded)).toMatchObject(plain(read) as object);
    },
  );
});

/** The same value with bytes as hex and long integers as text, whichever class holds them. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if ("low" in value && "high" in value) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};
