import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { Dealer, Request, Subscriber, XSubscriber } from "zeromq";
import {
  openPublisher,
  openRouter,
  type Publisher,
  type PublisherOptions,
  type Router,
  type RouterOptions,
} from "../../../kernels/typescript/zmtp/index.ts";
import { freePorts } from "../../support/kernel-sockets.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});
const until = <T extends { close(): unknown }>(socket: T): T => {
  endings.push(() => socket.close());
  return socket;
};

const tcp = async (): Promise<string> => `tcp://127.0.0.1:${(await freePorts(1))[0]}`;

const log: string[] = [];
const routerAt = async (endpoint: string, options: Partial<RouterOptions> = {}): Promise<Router> => {
  log.length = 0;
  const router = await openRouter(endpoint, { log: (line) => log.push(line), ...options });
  endings.push(() => router.close(0));
  return router;
};
/** Sends back what comes. */
const echoAt = async (endpoint: string, options?: Partial<RouterOptions>): Promise<Router> => {
  const router = await routerAt(endpoint, options);
  router.receive((frames) => void router.send(frames));
  return router;
};
const publisherAt = async (endpoint: string, options: Partial<PublisherOptions> = {}): Promise<Publisher> => {
  log.length = 0;
  const publisher = await openPublisher(endpoint, { log: (line) => log.push(line), patience: 20_000, ...options });
  publisher.speak({
    welcomeOf: (topic) => [topic, Buffer.from("welcome")],
    noticeOf: (lost) => [Buffer.from("t"), Buffer.from(`${lost} lost`)],
  });
  endings.push(() => publisher.close(0));
  return publisher;
};
const dealerAt = (endpoint: string, routingId?: string): Dealer => {
  const dealer = until(new Dealer({ linger: 0, ...(routingId === undefined ? {} : { routingId }) }));
  dealer.connect(endpoint);
  return dealer;
};
const texts = (frames: readonly Buffer[]) => frames.map(String);

/** Resolves once so many of them have. */
const some = (count: number, promises: readonly Promise<unknown>[]): Promise<void> =>
  new Promise((resolve) => {
    let left = count;
    for (const promise of promises) void promise.then(() => --left === 0 && resolve());
  });

/** A connection that speaks no ZMTP by itself. */
const raw = async (endpoint: string, bytes: Buffer): Promise<Socket> => {
  const socket = connect(Number(endpoint.split(":").at(-1)), "127.0.0.1");
  socket.on("error", () => {});
  endings.push(() => socket.destroy());
  await once(socket, "connect");
  socket.write(bytes);
  return socket;
};
const read = async (socket: Socket): Promise<Buffer> => Buffer.concat(await socket.toArray());

/** Resolves with the match once such a text has come. */
const told = (socket: Socket, text: string | RegExp): Promise<RegExpMatchArray> =>
  new Promise((resolve) => {
    let tail = "";
    socket.on("data", function hear(chunk: Buffer) {
      tail = tail.slice(-100) + chunk.toString("latin1");
      const match = tail.match(text);
      if (!match) return;
      socket.off("data", hear);
      resolve(match);
    });
    socket.resume();
  });

const greeting = Buffer.concat([Buffer.from("ff00000000000000017f03014e554c4c", "hex"), Buffer.alloc(48)]);
const ready = (type: string) => {
  const body = Buffer.concat([
    Buffer.from("\x05READY\x0bSocket-Type\0\0\0"),
    Buffer.from([type.length]),
    Buffer.from(type),
  ]);
  return Buffer.concat([Buffer.from([4, body.length]), body]);
};

describe("a ROUTER with libzmq at the other end", () => {
  test.each(["tcp", "ipc"])("brings multipart messages there and back by %s", async (transport) => {
    const endpoint = transport === "tcp" ? await tcp() : `ipc://${join(await temporaryFolder(), "socket")}`;
    await echoAt(endpoint);
    const dealer = dealerAt(endpoint, "me");
    const sent = [Buffer.alloc(0), Buffer.alloc(255, 1), Buffer.alloc(256, 2), Buffer.alloc(9_000_000, 3)];
    await dealer.send(sent);
    const received = await dealer.receive();
    expect(received.map((frame, i) => frame.equals(sent[i] ?? Buffer.from("none")))).toEqual(sent.map(() => true));
    await dealer.send("short");
    expect(texts(await dealer.receive())).toEqual(["short"]);
    expect(log).toEqual([]);
  });

  test("answers a REQ, as heartbeats are sent", async () => {
    const endpoint = await tcp();
    await echoAt(endpoint);
    const request = until(new Request({ linger: 0 }));
    request.connect(endpoint);
    await request.send("beat");
    expect(texts(await request.receive())).toEqual(["beat"]);
  });

  test("keeps the identities of several clients, and tells where there is none", async () => {
    const endpoint = await tcp();
    const router = await routerAt(endpoint);
    const seen: string[] = [];
    router.receive((frames) => {
      seen.push(String(frames[0]));
      router.send(frames);
    });
    const [one, two, nameless] = [dealerAt(endpoint, "one"), dealerAt(endpoint, "two"), dealerAt(endpoint)];
    for (const dealer of [one, two, nameless]) await dealer.send("hello");
    for (const dealer of [one, two, nameless]) expect(texts(await dealer.receive())).toEqual(["hello"]);
    expect(seen.slice().sort()).toEqual([expect.stringContaining("\0"), "one", "two"]);
    expect(router.send([Buffer.from("two"), Buffer.from("x")])).toBe(true);
    expect(texts(await two.receive())).toEqual(["x"]);
    expect(router.send([Buffer.from("three"), Buffer.from("x")])).toBe(false);
  });

  test("lets a client that comes back under its identity take over", async () => {
    const endpoint = await tcp();
    const router = await echoAt(endpoint);
    const before = await raw(endpoint, Buffer.concat([greeting, readyAs("me")]));
    const ended = once(before.resume(), "close");
    const after = dealerAt(endpoint, "me");
    await after.send("again");
    expect(texts(await after.receive())).toEqual(["again"]);
    await ended;
    expect(router.send([Buffer.from("me"), Buffer.from("still")])).toBe(true);
    expect(texts(await after.receive())).toEqual(["still"]);
  });

  test("keeps what came before anybody received", async () => {
    const endpoint = await tcp();
    const router = await routerAt(endpoint);
    const dealer = dealerAt(endpoint);
    await dealer.send("early");
    // Who connects later is answered later.
    await told(await raw(endpoint, greeting), "READY");
    const come = new Promise<readonly Buffer[]>((resolve) => router.receive(resolve));
    expect(texts((await come).slice(1))).toEqual(["early"]);
  });

  test("answers libzmq's heartbeats, so that the connection stays", async () => {
    const endpoint = await tcp();
    await echoAt(endpoint);
    const staysFor = async (heartbeatTimeout: number): Promise<boolean> => {
      const [alive, dead] = [heartbeating(endpoint, heartbeatTimeout), heartbeating(await mute(), heartbeatTimeout)];
      const kept = disconnected(alive);
      await disconnected(dead);
      await alive.send("still");
      expect(texts(await alive.receive())).toEqual(["still"]);
      const stays = (await Promise.race([kept, "connected"])) === "connected";
      // A busy machine may keep this process from answering in time.
      return stays || (heartbeatTimeout < 60_000 && staysFor(4 * heartbeatTimeout));
    };
    expect(await staysFor(500)).toBe(true);
  });
});

const disconnected = async (dealer: Dealer): Promise<string> => {
  while ((await dealer.events.receive()).type !== "disconnect");
  return "disconnected";
};

const heartbeating = (endpoint: string, heartbeatTimeout: number): Dealer => {
  const dealer = until(new Dealer({ linger: 0, heartbeatInterval: 50, heartbeatTimeout }));
  dealer.connect(endpoint);
  return dealer;
};

/** Shakes hands and says nothing after that. */
const mute = async (): Promise<string> => {
  const server = createServer((socket) => {
    socket.on("error", () => {}).write(Buffer.concat([greeting, ready("ROUTER")]));
    endings.push(() => socket.destroy());
  }).listen(0, "127.0.0.1");
  endings.push(() => server.close());
  await once(server, "listening");
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const readyAs = (identity: string): Buffer => {
  const body = Buffer.concat([
    Buffer.from("\x05READY\x0bSocket-Type\0\0\0\x06DEALER\x08Identity\0\0\0"),
    Buffer.from([identity.length]),
    Buffer.from(identity),
  ]);
  return Buffer.concat([Buffer.from([4, body.length]), body]);
};

describe("a publisher with libzmq at the other end", () => {
  test("welcomes a subscriber and sends it what it subscribed to, until it unsubscribes", async () => {
    const endpoint = await tcp();
    const publisher = await publisherAt(endpoint);
    const socket = until(new Subscriber());
    socket.connect(endpoint);
    socket.subscribe("a");
    expect(texts(await socket.receive())).toEqual(["a", "welcome"]);
    publisher.send([Buffer.from("b"), Buffer.from("no")]);
    publisher.send([Buffer.from("abc"), Buffer.alloc(100_000, 7), Buffer.from("yes")]);
    expect(texts(await socket.receive())).toEqual(["abc", "\x07".repeat(100_000), "yes"]);
    socket.unsubscribe("a");
    socket.subscribe("z");
    expect(texts(await socket.receive())).toEqual(["z", "welcome"]);
    publisher.send([Buffer.from("abc"), Buffer.from("no")]);
    publisher.send([Buffer.from("z"), Buffer.from("last")]);
    expect(texts(await socket.receive())).toEqual(["z", "last"]);
  });

  test("takes the subscriptions of ZMTP 3.0, which are messages", async () => {
    const endpoint = await tcp();
    const publisher = await publisherAt(endpoint);
    const socket = await raw(endpoint, Buffer.concat([greeting, ready("SUB"), Buffer.from("00020161", "hex")]));
    await told(socket, "welcome");
    publisher.send([Buffer.from("a"), Buffer.from("END")]);
    await told(socket, "END");
    expect(log).toEqual([]);
  });

  test("ends a subscriber of too many topics, and one of too long a topic", async () => {
    const endpoint = await tcp();
    await publisherAt(endpoint);
    const many = Buffer.concat(Array.from({ length: 1001 }, (_, i) => Buffer.from([0, 3, 1, i >> 8, i & 255])));
    await once((await raw(endpoint, Buffer.concat([greeting, ready("SUB"), many]))).resume(), "close");
    const long = Buffer.from("020000000000100000", "hex");
    await once((await raw(endpoint, Buffer.concat([greeting, ready("SUB"), long]))).resume(), "close");
    expect(log).toEqual([
      "ended a connection: it subscribes to too much",
      expect.stringContaining("says that it has 1048576 bytes"),
    ]);
  });

  test("does what odd subscriptions ask for, and nothing more", async () => {
    const endpoint = await tcp();
    const publisher = await publisherAt(endpoint);
    const socket = until(new XSubscriber({ linger: 0 }));
    socket.connect(endpoint);
    await socket.send(Buffer.from([2, 97]));
    await socket.send([Buffer.from([1, 97]), Buffer.from("more")]);
    await socket.send(Buffer.from([1, 98]));
    expect(texts(await socket.receive())).toEqual(["b", "welcome"]);
    publisher.send([Buffer.from("b")]);
    expect(texts(await socket.receive())).toEqual(["b"]);
  });

  /** Of all messages up to the last one, or to the word that messages were lost. */
  const headsOf = async (socket: Subscriber, last: string): Promise<readonly string[]> => {
    const heads: string[] = [];
    do heads.push(String((await socket.receive())[1]));
    while (heads.at(-1) !== last && !heads.at(-1)?.endsWith(" lost"));
    return heads;
  };

  test("keeps output from one that does not read alone, and tells it what it missed", async () => {
    const count = 60;
    const sendAll = async (patience: number): Promise<void> => {
      const endpoint = await tcp();
      const publisher = await publisherAt(endpoint, { patience });
      const stuck = await raw(endpoint, Buffer.concat([greeting, ready("SUB"), Buffer.from("000101", "hex")]));
      await told(stuck, "welcome");
      stuck.pause();
      const reading = until(new Subscriber());
      reading.connect(endpoint);
      reading.subscribe("");
      await reading.receive();
      const got = headsOf(reading, String(count - 1));
      const payload = Buffer.alloc(1 << 20, 1);
      for (let i = 0; i < count; i++) await publisher.send([Buffer.from("t"), Buffer.from(String(i)), payload]);
      const all = await got;
      // A busy machine may keep the one that reads from it for as long.
      if (log.length > 1 && patience < 60_000) return sendAll(4 * patience);
      expect(all).toEqual(Array.from({ length: count }, (_, i) => String(i)));
      expect(log).toEqual([expect.stringContaining(`has not read for ${patience / 1000} s`)]);
      expect(Number((await told(stuck, /(\d+) lost/))[1])).toBeGreaterThan(0);
    };
    await sendAll(500);
  });
});

describe("a connection", () => {
  test.each([
    ["of another socket", Buffer.concat([greeting, ready("SUB")]), 'it is a "SUB" socket, a ROUTER meets'],
    [
      "of another mechanism",
      Buffer.concat([greeting.subarray(0, 12), Buffer.from("PLAIN"), Buffer.alloc(47)]),
      'its mechanism is "PLAIN"',
    ],
  ])("%s is told why it is ended", async (_, bytes, reason) => {
    const endpoint = await tcp();
    await echoAt(endpoint);
    expect((await read(await raw(endpoint, bytes))).toString("latin1")).toMatch(new RegExp(`\x05ERROR.${reason}`, "s"));
    expect(log).toEqual([expect.stringContaining(reason)]);
  });

  test("that does not say who it is, is ended in time", async () => {
    const endpoint = await tcp();
    await echoAt(endpoint, { handshake: 50 });
    await read(await raw(endpoint, greeting.subarray(0, 20)));
    expect(log).toEqual(["ended a connection: no handshake within 0.05 s"]);
  });

  test("that gave itself a time to live is ended after it", async () => {
    const endpoint = await tcp();
    await echoAt(endpoint);
    const ping = Buffer.from("04070450494e470001", "hex");
    await read(await raw(endpoint, Buffer.concat([greeting, ready("DEALER"), ping])));
    expect(log).toEqual(["ended a connection: nothing came for the 100 ms that it allowed itself"]);
  });

  test("of a thousand that say nothing makes room for one that does", async () => {
    const endpoint = await tcp();
    await echoAt(endpoint, { connections: 20 });
    const strangers = await Promise.all(Array.from({ length: 60 }, () => raw(endpoint, greeting)));
    const dealer = dealerAt(endpoint);
    await dealer.send("well");
    expect(texts(await dealer.receive())).toEqual(["well"]);
    await some(
      40,
      strangers.map((socket) => once(socket.resume(), "close")),
    );
    expect(log.length).toBeLessThanOrEqual(10);
    expect(log[0]).toBe("more than 20 connections: ended one without a handshake");
  });

  test("that is no more accepted leaves those that are there alone", async () => {
    const endpoint = await tcp();
    await echoAt(endpoint, { connections: 1 });
    const dealer = dealerAt(endpoint);
    await dealer.send("one");
    await dealer.receive();
    await once((await raw(endpoint, greeting)).resume(), "close");
    await dealer.send("two");
    expect(texts(await dealer.receive())).toEqual(["two"]);
  });

  test("that does not read its replies is not read from either", async () => {
    const endpoint = await tcp();
    let count = 0;
    const router = await routerAt(endpoint);
    const reply = Buffer.alloc(1 << 20);
    router.receive(([identity = Buffer.alloc(0)]) => {
      count += identity[0] === 0 ? 1 : 0;
      router.send([identity, identity[0] === 0 ? reply : Buffer.from("here")]);
    });
    const socket = await raw(endpoint, Buffer.concat([greeting, ready("DEALER")]));
    socket.pause();
    const other = dealerAt(endpoint, "other");
    // 200 requests at a time, until none of a round is answered any more.
    for (let before = -1; before < count; ) {
      before = count;
      for (let i = 0; i < 200; i++) socket.write(Buffer.from("000161", "hex"));
      await other.send("and you?");
      await other.receive();
      if (count > 3000) throw new Error("it is read without end");
    }
    expect(count).toBeGreaterThan(0);
  });
});

describe("listening", () => {
  test("takes over the file of a socket whose process was killed", async () => {
    const path = join(await temporaryFolder(), "left-behind");
    const program = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => console.log("listens"))`;
    const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    await echoAt(`ipc://${path}`);
    const dealer = dealerAt(`ipc://${path}`);
    await dealer.send("there");
    expect(texts(await dealer.receive())).toEqual(["there"]);
    await expect(openRouter(`ipc://${path}`, { log: () => {} })).rejects.toThrow("nobody can listen at ipc://");
    await dealer.send("still");
    expect(texts(await dealer.receive())).toEqual(["still"]);
  });

  test("leaves a file alone that is no socket", async () => {
    const path = join(await temporaryFolder(), "file");
    await writeFile(path, "text");
    await expect(openRouter(`ipc://${path}`, { log: () => {} })).rejects.toThrow("nobody can listen at ipc://");
    expect(await readFile(path, "utf8")).toBe("text");
  });

  test("says which port is taken", async () => {
    const endpoint = await tcp();
    await echoAt(endpoint);
    await expect(openRouter(endpoint, { log: () => {} })).rejects.toThrow(`nobody can listen at ${endpoint}`);
  });

  test.each(["udp://127.0.0.1:1", "tcp://127.0.0.1", "tcp://127.0.0.1:70000", "ipc://"])(
    "refuses %s",
    async (endpoint) => {
      await expect(openRouter(endpoint, { log: () => {} })).rejects.toThrow("is no place to listen");
    },
  );
});

test("what was sent goes out before a socket closes", async () => {
  const endpoint = await tcp();
  const router = await routerAt(endpoint);
  const dealer = dealerAt(endpoint, "me");
  const come = new Promise((resolve) => router.receive(resolve));
  await dealer.send("here");
  await come;
  router.send([Buffer.from("me"), Buffer.alloc(20_000_000, 9)]);
  const [received] = await Promise.all([dealer.receive(), router.close(20_000)]);
  expect(received[0]).toHaveLength(20_000_000);
});
