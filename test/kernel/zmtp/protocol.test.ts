import { describe, expect, test } from "@jest/globals";
import { encodeCommand, encodeError } from "../../../kernels/typescript/zmtp/command.ts";
import { createProtocol, type ProtocolOptions } from "../../../kernels/typescript/zmtp/protocol.ts";

// What libzmq 4.3.5 sends, captured from pyzmq's sockets.
const greeting = `ff00000000000000017f0301${Buffer.from("NULL").toString("hex").padEnd(40, "0")}${"00".repeat(32)}`;
const dealer = "042b0552454144590b536f636b65742d54797065000000064445414c4552084964656e74697479000000026d65";
const request = "04260552454144590b536f636b65742d5479706500000003524551084964656e7469747900000000";
const subscriber = "04190552454144590b536f636b65742d5479706500000003535542";
const ping = "04070450494e470032";

const router: ProtocolOptions = { type: "ROUTER", peers: ["DEALER", "REQ", "ROUTER"], largest: 10_000 };
const publisher: ProtocolOptions = { type: "XPUB", peers: ["SUB", "XSUB"], largest: 10_000 };

const start = (options: ProtocolOptions = router) => {
  const events: string[] = [];
  const written: Buffer[] = [];
  const protocol = createProtocol(options, {
    write: (bytes) => void written.push(Buffer.from(bytes)),
    opened: (identity) => void events.push(`opened ${identity}`),
    message: (frames) => void events.push(`message ${frames.map(String).join("|")}`),
    command: ({ name, data }) => void events.push(`${name} ${data}`),
    expects: (milliseconds) => void events.push(`expects ${milliseconds}`),
  });
  return { events, written, take: (hex: string) => protocol.take(Buffer.from(hex, "hex")) };
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const property = (name: string, value: string) =>
  Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([0, 0, 0, value.length]),
    Buffer.from(value),
  ]);

describe("a handshake", () => {
  test("greets as a peer of version 3.1 with the mechanism NULL and tells the type of its socket", () => {
    const { written, take } = start();
    expect(written[0]).toHaveLength(64);
    expect(hex(written[0] ?? Buffer.alloc(0)).slice(18, 32)).toBe(`7f0301${"4e554c4c"}`);
    take(greeting);
    expect(hex(written[1] ?? Buffer.alloc(0))).toBe("041c0552454144590b536f636b65742d5479706500000006524f55544552");
  });

  test.each([
    ["a DEALER with an identity", router, dealer, "opened me"],
    ["a REQ without one", router, request, "opened "],
    ["a SUB", publisher, subscriber, "opened "],
  ])("takes %s", (_, options, ready, opened) => {
    const { events, take } = start(options);
    take(greeting + ready);
    expect(events).toEqual([opened]);
  });

  test("takes bytes one by one", () => {
    const { events, take } = start();
    for (const byte of `${greeting + dealer}00026869`.match(/../g) ?? []) take(byte);
    expect(events).toEqual(["opened me", "message hi"]);
  });

  test("takes names of properties in any case, and those that it does not know", () => {
    const { events, take } = start();
    const properties = Buffer.concat([property("X-Any", "1"), property("socket-TYPE", "DEALER")]);
    take(greeting + hex(encodeCommand("READY", properties)));
    expect(events).toEqual(["opened "]);
  });

  test.each([
    ["HTTP", hex(Buffer.from("GET / HTTP/1.1\r\n\r\n")), "does not speak ZMTP"],
    ["a first byte alone that is wrong", "00", "does not speak ZMTP"],
    ["a signature that does not end", "ff000000000000000000", "does not speak ZMTP"],
    ["ZMTP 1", "ff00000000000000017f00", "speaks ZMTP 1"],
    ["ZMTP 2", "ff00000000000000017f01", "speaks ZMTP 1, 3 is needed"],
    ["another mechanism", greeting.replace("4e554c4c", "504c4149"), 'its mechanism is "PLAI"'],
    ["a message before READY", `${greeting}000161`, "a message before READY"],
    ["another command before READY", greeting + ping, 'its first command is "PING"'],
    ["an ERROR", greeting + hex(encodeError("no")), 'it refuses: "no"'],
    ["a command without a name", `${greeting}040100`, "has no name"],
    ["a READY that is cut short", `${greeting}04090552454144590b536f`, "cut short"],
    ["a READY of 4 GB", `${greeting}0600000001000000000552`, "8192 are the most"],
    ["the wrong socket", greeting + subscriber, 'is a "SUB" socket, a ROUTER meets DEALER, REQ, ROUTER'],
    [
      "an identity that begins with 0",
      greeting +
        hex(encodeCommand("READY", Buffer.concat([property("Socket-Type", "REQ"), property("Identity", "\0a")]))),
      "identity",
    ],
  ])("refuses %s", (_, bytes, reason) => {
    expect(() => start().take(bytes)).toThrow(reason);
  });
});

describe("an open connection", () => {
  const opened = (options = router, ready = dealer) => {
    const started = start(options);
    started.take(greeting + ready);
    return started;
  };

  test("hands messages over frame by frame", () => {
    const { events, take } = opened();
    take("010161010000026263");
    take("000164");
    expect(events.slice(1)).toEqual(["message a||bc", "message d"]);
  });

  test("answers PING with its context, between the frames of a message too, and keeps to its time to live", () => {
    const { events, written, take } = opened();
    take(`010161${ping}000162`);
    expect(events.slice(1)).toEqual(["expects 5000", "message a|b"]);
    expect(hex(written.at(-1) ?? Buffer.alloc(0))).toBe("040504504f4e47");
    take(hex(encodeCommand("PING", Buffer.from("0000abcd", "hex"))));
    expect(hex(written.at(-1) ?? Buffer.alloc(0))).toBe("040704504f4e47abcd");
    expect(events).toHaveLength(3);
  });

  test("passes SUBSCRIBE and CANCEL on, and nothing of a PONG", () => {
    const { events, take } = opened(publisher, subscriber);
    take("040d09535542534352494245616263");
    take("040a0643414e43454c616263");
    take("040504504f4e47");
    expect(events.slice(1)).toEqual(["SUBSCRIBE abc", "CANCEL abc"]);
  });

  test("ends where a message is larger than allowed, in one frame or in many empty ones", () => {
    expect(() => opened().take("020000000000002711")).toThrow("10000 are the most");
    expect(() => opened().take("0100".repeat(200))).toThrow("are the most");
  });

  test.each([
    ["a PING without a time to live", "04060450494e4700", "no time to live"],
    ["a PING with a long context", hex(encodeCommand("PING", Buffer.alloc(19))), "more than 16"],
    ["an ERROR", hex(encodeError("gone")), 'it ended with "gone"'],
  ])("ends at %s", (_, bytes, reason) => {
    expect(() => opened().take(bytes)).toThrow(reason);
  });
});
