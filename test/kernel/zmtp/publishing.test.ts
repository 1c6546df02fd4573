import { describe, expect, test } from "@jest/globals";
import { createPublishing, type Subscriber } from "../../../kernels/typescript/zmtp/publishing.ts";

const topic = Buffer.from("t");

/** A subscriber that reads or not, and what it got. */
const subscriber = (clock: { now: number }) => {
  const got: string[] = [];
  const state = { isBehind: false, movedAt: clock.now };
  const self: Subscriber = {
    wants: (wanted) => Buffer.from(wanted).toString() !== "other",
    put: (pieces) => void got.push(Buffer.concat(pieces).toString("latin1").split("\u0000").at(-1)?.slice(1) ?? ""),
    isBehind: () => state.isBehind,
    movedAt: () => state.movedAt,
  };
  return { got, state, self };
};

const setUp = () => {
  const clock = { now: 0 };
  const one = subscriber(clock);
  const two = subscriber(clock);
  const log: string[] = [];
  let timer: (() => void) | undefined;
  const subscribers = new Set([one.self, two.self]);
  const publishing = createPublishing(
    subscribers,
    { patience: 20_000, log: (line) => log.push(line), noticeOf: (lost) => [topic, Buffer.from(`${lost} lost`)] },
    {
      now: () => clock.now,
      later: (wait, action) => {
        const due = clock.now + wait;
        timer = () => {
          clock.now = Math.max(clock.now, due);
          action();
        };
      },
    },
  );
  const send = (text: string) => publishing.send([topic, Buffer.from(text)]);
  const pass = () => {
    const due = timer;
    timer = undefined;
    due?.();
  };
  return { one, two, log, subscribers, publishing, send, pass, clock };
};

describe("a message", () => {
  test("goes at once to all who wait for its topic", () => {
    const { one, two, send, publishing } = setUp();
    expect(send("a")).toBeUndefined();
    expect(publishing.send([Buffer.from("other"), Buffer.from("b")])).toBeUndefined();
    expect([one.got, two.got]).toEqual([["a"], ["a"]]);
  });

  test("waits, with those that follow, until a subscriber that is behind has read", async () => {
    const { one, two, send, publishing } = setUp();
    one.state.isBehind = true;
    const sent = [send("a"), send("b")];
    expect(two.got).toEqual([]);
    one.state.isBehind = false;
    publishing.moved();
    await Promise.all(sent);
    expect([one.got, two.got]).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  test("waits for a subscriber that reads slowly for as long as it reads", () => {
    const { one, two, log, send, pass, clock } = setUp();
    one.state.isBehind = true;
    void send("a");
    for (let i = 0; i < 5; i++) {
      clock.now += 15_000;
      one.state.movedAt = clock.now;
      pass();
    }
    expect(two.got).toEqual([]);
    expect(log).toEqual([]);
  });

  test("goes to the others once a subscriber has not read for long, which hears of the loss when it reads again", async () => {
    const { one, two, log, send, pass, publishing } = setUp();
    one.state.isBehind = true;
    const sent = send("a");
    pass();
    await sent;
    expect(send("b")).toBeUndefined();
    expect(log).toEqual(["a front end has not read for 20 s: it gets no output until it does"]);
    expect([one.got, two.got]).toEqual([[], ["a", "b"]]);
    one.state.isBehind = false;
    publishing.moved();
    expect(send("c")).toBeUndefined();
    expect([one.got, two.got]).toEqual([
      ["2 lost", "c"],
      ["a", "b", "c"],
    ]);
  });

  test("waits for no subscriber that is gone", async () => {
    const { one, two, send, subscribers, publishing } = setUp();
    one.state.isBehind = true;
    const sent = send("a");
    subscribers.delete(one.self);
    publishing.moved();
    await sent;
    expect([one.got, two.got]).toEqual([[], ["a"]]);
  });
});
