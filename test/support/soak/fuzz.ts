import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Dealer, XSubscriber } from "zeromq";
import { encodeMessage, endpoint, signer } from "../../../kernels/typescript/index.ts";
import type { Json, JsonObject } from "../../../src/notebook/index.ts";
import { createMessage, type KernelClient, resultOf, startKernelClient, testKey } from "../kernel-client.ts";
import { seededRandom } from "../random.ts";

export interface FuzzSize {
  readonly seed: number;
  readonly bursts: number;
  /** Bytes of the huge messages. */
  readonly huge: number;
  /** Connections in a burst of them. */
  readonly strangers: number;
  readonly log?: (line: string) => void;
}

interface Fuzz {
  readonly client: KernelClient;
  readonly huge: number;
  readonly strangers: number;
  int(below: number): number;
  pick<T>(list: readonly T[]): T;
  bytes(most: number): Buffer;
  /** Keeps a connection open until the end. */
  keep(socket: Socket): void;
}

type Attack = (fuzz: Fuzz) => Promise<void>;

/** Sends a kernel what no front end sends, in bursts, and after each asks it something good. Throws where that is not answered; gives the number of answers. */
export const fuzzKernel = async (
  folder: string,
  { seed, bursts, huge, strangers, log = () => {} }: FuzzSize,
): Promise<number> => {
  const client = await startKernelClient(folder);
  const end = once(client.process, "exit").then(([code, signal]) => `ended with ${code ?? signal}`);
  const random = seededRandom(seed);
  const open: Socket[] = [];
  const int = (below: number) => Math.floor(random() * below);
  const fuzz: Fuzz = {
    ...{ client, huge, strangers, int },
    pick: <T>(list: readonly T[]) => list[int(list.length)] as T,
    bytes: (most) => Buffer.from(Array.from({ length: int(most) }, () => int(256))),
    keep: (socket) => void open.push(socket),
  };
  const names = Object.keys(attacks);
  try {
    for (let burst = 0; burst < bursts; burst++) {
      const name = names[burst % names.length] ?? "";
      await attacks[name]?.(fuzz);
      const answered = await Promise.race([good(client, burst), failure(end)]).catch((error: Error) => error.message);
      if (answered !== "well")
        throw new Error(`seed ${seed}, burst ${burst}, ${name}: ${answered}\n${client.stderr().slice(-2000)}`);
      if (burst % 50 === 49) log(`${burst + 1} bursts`);
    }
    return bursts;
  } finally {
    for (const socket of open) socket.destroy();
    await client.close();
  }
};

/** A good request on each channel that answers. */
const good = async (client: KernelClient, burst: number): Promise<string> => {
  const [cell, info, beat] = await Promise.all([
    executed(client, `${burst} + 1`),
    client.control("kernel_info_request", {}),
    client.beat(String(burst)),
  ]);
  const right = resultOf(cell) === String(burst + 1) && info.reply.content.status === "ok" && beat === String(burst);
  return right ? "well" : `answered ${JSON.stringify([cell.reply.content, info.reply.content.status, beat])}`;
};

/** A cell that stood behind one of the burst's that failed is aborted, as it should be, and sent again; a burst has at most 20. */
const executed = async (client: KernelClient, code: string): ReturnType<KernelClient["execute"]> => {
  let answer = await client.execute(code);
  for (let again = 0; again < 20 && answer.reply.content.status === "aborted"; again++)
    answer = await client.execute(code);
  return answer;
};

/** Nothing good takes a minute. */
const failure = async (end: Promise<string>): Promise<string> => {
  const timer = once(AbortSignal.timeout(60_000), "abort").then(() => "is not answered");
  return Promise.race([timer, end]);
};

const channels = ["shell", "control", "stdin"] as const;
const ports = ["shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"] as const;
const sign = signer(testKey);

const requests = [
  "execute_request",
  "complete_request",
  "inspect_request",
  "is_complete_request",
  "history_request",
  "comm_info_request",
  "kernel_info_request",
  "interrupt_request",
  "comm_open",
  "comm_msg",
  "comm_close",
  "input_reply",
  "create_subshell_request",
  "delete_subshell_request",
  "debug_request",
];

const fields = [
  ["code", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error", "cursor_pos"],
  ["detail_level", "hist_access_type", "output", "raw", "session", "start", "stop", "n", "pattern", "unique"],
  ["comm_id", "target_name", "target_module", "data", "value", "subshell_id", "command", "arguments", "seq"],
].flat();

/** A value of any type; texts are no programs that do harm. */
const anything = (fuzz: Fuzz, depth = 0): Json => {
  const texts = ["", "x", "é😀\u0000", "range", "search", "*[", "a".repeat(5000), "__proto__", "constructor"];
  const numbers = [0, -1, 1.5, 2 ** 31, -(2 ** 53), 1e308];
  switch (fuzz.int(depth > 3 ? 4 : 6)) {
    case 0:
      return null;
    case 1:
      return fuzz.pick([true, false]);
    case 2:
      return fuzz.pick(numbers);
    case 3:
      return fuzz.pick(texts);
    case 4:
      return Array.from({ length: fuzz.int(4) }, () => anything(fuzz, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: fuzz.int(4) }, () => [fuzz.pick(texts), anything(fuzz, depth + 1)]),
      );
  }
};

const anyContent = (fuzz: Fuzz): JsonObject =>
  Object.fromEntries(Array.from({ length: fuzz.int(8) }, () => [fuzz.pick(fields), anything(fuzz)]));

/** Frames signed as they are. */
const signed = (parts: readonly (string | Buffer)[], by = sign): Buffer[] => {
  const frames = parts.map((part) => Buffer.from(part as string));
  return [Buffer.from("<IDS|MSG>"), Buffer.from(by(frames)), ...frames];
};

const repeat = async (times: number, action: () => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < times; i++) await action();
};

const message = (fuzz: Fuzz) => createMessage(fuzz.pick(requests), anyContent(fuzz));

const tcp = async (fuzz: Fuzz, bytes: Buffer, port: (typeof ports)[number], stays: boolean): Promise<void> => {
  const socket = connect(fuzz.client.connection[port], "127.0.0.1");
  // Reads, so that it notices when it is ended.
  socket.on("error", () => {}).resume();
  await once(socket, "connect");
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  if (stays) fuzz.keep(socket);
  else socket.destroy();
};

const greeting = (mechanism: string): Buffer =>
  Buffer.concat([
    Buffer.from("ff00000000000000017f0301", "hex"),
    Buffer.from(mechanism.padEnd(20, "\0")),
    Buffer.alloc(32),
  ]);

const ready = (type: string): Buffer => {
  const body = Buffer.concat([
    Buffer.from("\x05READY\x0bSocket-Type\0\0\0"),
    Buffer.from([type.length]),
    Buffer.from(type),
  ]);
  return Buffer.concat([Buffer.from([4, body.length]), body]);
};

const zmtpFrame = (body: Uint8Array, more: boolean): Buffer => {
  const head = Buffer.alloc(9, more ? 3 : 2);
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return Buffer.concat([head, body]);
};

/** What may follow a greeting, in no order that makes sense. */
const zmtpPieces: readonly ((fuzz: Fuzz) => Buffer)[] = [
  (fuzz) => ready(fuzz.pick(["DEALER", "SUB", "XSUB", "REQ", "ROUTER", "PUB", "PAIR", ""])),
  (fuzz) => Buffer.concat([Buffer.from([fuzz.int(256), fuzz.int(256)]), fuzz.bytes(300)]),
  (fuzz) => zmtpFrame(fuzz.bytes(300), fuzz.int(2) === 0),
  (fuzz) => Buffer.from([4, 9, 9, ...Buffer.from("SUBSCRIB"), ...fuzz.bytes(20)]),
  (fuzz) => Buffer.from([4, 10, 9, ...Buffer.from("SUBSCRIBE"), ...fuzz.bytes(20)]),
  (fuzz) => Buffer.from([4, 7, 4, ...Buffer.from("PING"), fuzz.int(256), fuzz.int(256)]),
  () => Buffer.from([4, 5, 4, ...Buffer.from("PING")]),
  () => Buffer.from([4, 8, 5, ...Buffer.from("ERROR"), 1, 97]),
  () => Buffer.from("0100".repeat(500), "hex"),
];

const attacks: Readonly<Record<string, Attack>> = {
  "random frames": (fuzz) =>
    repeat(20, () =>
      fuzz.client.sendRaw(
        Array.from({ length: 1 + fuzz.int(8) }, () => fuzz.bytes(500)),
        fuzz.pick(channels),
      ),
    ),
  "messages cut short": (fuzz) =>
    repeat(20, () => {
      const frames = encodeMessage(message(fuzz), sign);
      return fuzz.client.sendRaw(frames.slice(0, 1 + fuzz.int(frames.length - 1)), fuzz.pick(channels));
    }),
  "flipped bits": (fuzz) =>
    repeat(20, () => {
      const frames = encodeMessage(message(fuzz), sign).map((frame) => Buffer.from(frame));
      const frame = fuzz.pick(frames);
      const at = fuzz.int(frame.length);
      frame[at] = (frame[at] ?? 0) ^ (1 << fuzz.int(8));
      return fuzz.client.sendRaw(frames, fuzz.pick(channels));
    }),
  "malformed JSON": (fuzz) =>
    repeat(20, () => {
      const parts = Array.from({ length: 4 }, () =>
        fuzz.pick(["{", "[]", "null", '{"msg_type":1}', '"x"', "{}", '{"msg_id":{},"msg_type":[]}', "\u0000", "NaN"]),
      );
      return fuzz.client.sendRaw(signed(parts), fuzz.pick(channels));
    }),
  "contents of wrong types": (fuzz) => repeat(30, () => fuzz.client.post(message(fuzz), fuzz.pick(channels))),
  "headers of wrong types": (fuzz) =>
    repeat(20, () => {
      const { header, content } = message(fuzz);
      const strange = {
        ...header,
        [fuzz.pick(["session", "date", "version", "username", "subshell_id"])]: anything(fuzz),
      };
      const parts = [strange, anyContent(fuzz), anyContent(fuzz), content].map((part) => JSON.stringify(part));
      return fuzz.client.sendRaw(signed(parts), fuzz.pick(channels));
    }),
  "wrong signatures": (fuzz) =>
    repeat(10, () => {
      const exit = createMessage("execute_request", { code: "process.exit(9)" });
      const by = fuzz.pick([signer("other"), signer(testKey, "hmac-sha512"), signer(testKey, "hmac-md5"), signer("")]);
      return fuzz.client.sendRaw(encodeMessage(exit, by), fuzz.pick(channels));
    }),
  "a huge good message": async (fuzz) => {
    await fuzz.client.execute(`"${"a".repeat(fuzz.huge)}".length`);
  },
  "huge bad messages": async (fuzz) => {
    const huge = Buffer.alloc(fuzz.huge, "{");
    await fuzz.client.sendRaw([huge], fuzz.pick(channels));
    await fuzz.client.sendRaw(signed([huge, "{}", "{}", "{}"]), fuzz.pick(channels));
    await fuzz.client.sendRaw([Buffer.from("<IDS|MSG>"), Buffer.from("0".repeat(64)), huge, huge], fuzz.pick(channels));
  },
  "no ZMTP": (fuzz) =>
    repeat(10, () => {
      const greeting = Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]);
      const bytes = fuzz.pick([fuzz.bytes(2000), Buffer.from("GET / HTTP/1.1\r\n\r\n"), greeting, Buffer.alloc(0)]);
      return tcp(fuzz, bytes, fuzz.pick(ports), fuzz.int(4) === 0);
    }),
  "ZMTP that breaks its rules": (fuzz) =>
    repeat(20, () => {
      const name = fuzz.pick(ports);
      const bytes = Buffer.concat([
        fuzz.pick([
          greeting("NULL"),
          greeting("PLAIN"),
          greeting("CURVE"),
          greeting("\0"),
          greeting("NULL").subarray(0, 20),
        ]),
        ...Array.from({ length: fuzz.int(6) }, () => fuzz.pick(zmtpPieces)(fuzz)),
      ]);
      return tcp(fuzz, bytes, name, fuzz.int(4) === 0);
    }),
  "ZMTP that is cut short or changed": (fuzz) =>
    repeat(20, () => {
      const type = fuzz.pick(["DEALER", "SUB"]);
      const frames = encodeMessage(message(fuzz), sign);
      const whole = Buffer.concat([
        greeting("NULL"),
        ready(type),
        ...frames.map((frame, i) => zmtpFrame(frame, i < frames.length - 1)),
      ]);
      const at = fuzz.int(whole.length);
      whole[at] = (whole[at] ?? 0) ^ (1 << fuzz.int(8));
      return tcp(fuzz, whole.subarray(0, fuzz.int(whole.length)), fuzz.pick(ports), fuzz.int(4) === 0);
    }),
  "frames that say they are huge": (fuzz) =>
    repeat(20, () => {
      const size = fuzz.pick([
        "0000000040000000",
        "000000003fffffff",
        "0000000100000000",
        "7fffffffffffffff",
        "ffffffffffffffff",
      ]);
      const head = Buffer.from(`${fuzz.pick(["02", "03", "06"])}${size}`, "hex");
      const bytes = Buffer.concat([greeting("NULL"), ready(fuzz.pick(["DEALER", "SUB"])), head, fuzz.bytes(2000)]);
      return tcp(fuzz, bytes, fuzz.pick(ports), fuzz.int(2) === 0);
    }),
  "connections that say next to nothing": (fuzz) =>
    repeat(fuzz.strangers, () =>
      tcp(fuzz, greeting("NULL").subarray(0, fuzz.int(64)), fuzz.pick(ports), fuzz.int(2) === 0),
    ),
  "odd subscriptions": async (fuzz) => {
    const socket = new XSubscriber({ linger: 0 });
    socket.connect(endpoint(fuzz.client.connection, fuzz.client.connection.iopub_port));
    await repeat(10, () => socket.send(Buffer.concat([Buffer.from([fuzz.int(3)]), fuzz.bytes(300)])));
    await socket.send([Buffer.from([1]), fuzz.bytes(10), fuzz.bytes(10)]);
    socket.close();
  },
  "odd heartbeats": async (fuzz) => {
    const socket = new Dealer({ linger: 0 });
    socket.connect(endpoint(fuzz.client.connection, fuzz.client.connection.hb_port));
    await repeat(10, () => socket.send(Array.from({ length: 1 + fuzz.int(4) }, () => fuzz.bytes(100))));
    await socket.send([Buffer.alloc(0), fuzz.bytes(1000), fuzz.bytes(10)]);
    socket.close();
  },
};
