import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import kafkajs from "kafkajs";
import { type Broker, startBroker } from "../../../src/kafka/index.ts";
import { createReader } from "../../../src/kafka/protocol/reader.ts";
import { temporaryFolder } from "../../support/temporary.ts";

/** Sends bytes, gives what comes back until the other side closes or `enough` bytes are there. */
const talk = (address: string, bytes: Uint8Array, enough = Number.POSITIVE_INFINITY): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const [host = "", port = ""] = address.split(":");
    const received: Buffer[] = [];
    const socket: Socket = connect(Number(port), host, () => socket.write(bytes));
    const finish = (): void => {
      resolve(Buffer.concat(received));
      socket.destroy();
    };
    socket.on("data", (chunk) => {
      received.push(chunk);
      if (Buffer.concat(received).length >= enough) finish();
    });
    socket.on("close", finish);
    socket.on("error", reject);
  });

describe("bytes on the broker's socket", () => {
  let broker: Broker;
  const lines: string[] = [];

  beforeAll(async () => {
    broker = await startBroker({
      dir: await temporaryFolder(),
      maxRequestBytes: 4 * 1024 * 1024,
      log: (line) => lines.push(line),
    });
  });
  afterAll(() => broker.close());

  test("an ApiVersions request of an unknown version is answered in version 0 with error 35", async () => {
    const request = Buffer.from("0000000a" + "0012" + "0063" + "00000007" + "ffff", "hex");
    const reader = createReader((await talk(broker.address, request, 100)).subarray(4));
    expect(reader.int32()).toBe(7);
    expect(reader.int16()).toBe(35);
    const ranges = reader.array(() => [reader.int16(), reader.int16(), reader.int16()]);
    expect(ranges).toContainEqual([18, 0, 2]);
    expect(ranges.every(([, lowest]) => lowest === 0)).toBe(true);
    expect(reader.remaining()).toBe(0);
  });

  test.each([
    ["an HTTP request", Buffer.from("GET / HTTP/1.1\r\n\r\n"), "a message of 1195725856 bytes announced"],
    ["a negative size", Buffer.from("fffffff0", "hex"), "a message of -16 bytes announced"],
    ["an unknown API key", Buffer.from("0000000a" + "0333" + "0000" + "00000007" + "ffff", "hex"), "API key 819"],
    [
      "an unknown version",
      Buffer.from("0000000a" + "0000" + "0063" + "00000007" + "ffff", "hex"),
      "API key 0, version 99",
    ],
    [
      "a message that ends too early",
      Buffer.from("0000000b" + "0003" + "0001" + "00000007" + "ffff" + "00", "hex"),
      "4 bytes expected",
    ],
    [
      "an array that cannot be",
      Buffer.from("0000000e" + "0003" + "0001" + "00000007" + "ffff" + "7fffffff", "hex"),
      "an array of 2147483647",
    ],
  ])("garbage closes its own connection only, with a line in the log: %s", async (_name, bytes, logged) => {
    const admin = new kafkajs.Kafka({ brokers: [broker.address], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    lines.length = 0;
    expect(await talk(broker.address, bytes)).toHaveLength(0);
    expect(lines.join("\n")).toContain(logged);
    expect(await admin.listTopics()).toEqual(expect.any(Array));
    await admin.disconnect();
  });

  test("requests that arrive in pieces, or many at once, are answered in order", async () => {
    const request = (id: number) => Buffer.from(`0000000a0012000000000${id.toString(16).padStart(3, "0")}ffff`, "hex");
    const many = Buffer.concat([1, 2, 3, 4].map(request));
    const [first] = [await talk(broker.address, request(9), 100)];
    const answers = await talk(broker.address, many, first.length * 4);
    expect([0, 1, 2, 3].map((i) => answers.readInt32BE(i * first.length + 4))).toEqual([1, 2, 3, 4]);
  });
});
