import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { Notebook } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { createEventStream } from "../../src/run/event-stream.ts";
import { type RunEvent, type RunOptions, runNotebook } from "../../src/run/index.ts";
import { codeNotebook } from "../support/code-notebook.ts";

const run = (notebook: Notebook, options: Partial<RunOptions> = {}) =>
  runNotebook({ notebook, sessionModule: join(packageRoot, "test/run/fake-session.js"), ...options });

describe("a run's events", () => {
  test("are iterated over while it runs, each with its time, and its result is awaited beside", async () => {
    const running = run(codeNotebook("print('a')", "print('b')"));
    const events: RunEvent[] = [];
    for await (const event of running) events.push(event);
    expect(events.map(({ type }) => type)).toEqual([
      "run-started",
      ...["cell-started", "output", "cell-finished"],
      ...["cell-started", "output", "cell-finished"],
      "run-finished",
    ]);
    const times = events.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect((await running).status).toBe("ok");
  });

  test("may be left; the run goes on", async () => {
    const running = run(codeNotebook("print('a')", "print('b')"));
    for await (const event of running.events) if (event.type === "output") break;
    expect((await running).cells.map(({ status }) => status)).toEqual(["ok", "ok"]);
  });

  test("reach two who iterate", async () => {
    const running = run(codeNotebook("print('a')"));
    const count = async () => {
      let events = 0;
      for await (const _ of running) events += 1;
      return events;
    };
    expect(await Promise.all([count(), count()])).toEqual([5, 5]);
  });

  test("end with the error where the run cannot begin", async () => {
    const events = async () => {
      for await (const _ of runNotebook({ file: "/no/such.ipynb" }));
    };
    await expect(events()).rejects.toThrow("/no/such.ipynb cannot be read");
  });

  test("wait for one who is slow, and the cell with them, and none is lost", async () => {
    const chunk = 200_000;
    const flood = `for (let i = 0; i < 100; i++) print(String(i % 10).repeat(${chunk}))`;
    let made = 0;
    const onEvent = (event: RunEvent): void => {
      if (event.type === "output") made += chunk;
    };
    const running = run(codeNotebook(flood), { maxOutput: 10 * chunk, onEvent });
    let seen = 0;
    let ahead = 0;
    for await (const event of running) {
      if (event.type !== "output") continue;
      // Time for the cell to run ahead, if it could.
      for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
      seen += chunk;
      ahead = Math.max(ahead, made - seen);
    }
    expect(seen).toBe(100 * chunk);
    expect(ahead).toBeLessThan(6_000_000);
  });

  test("do not keep a cell from being cancelled while it waits for one who is slow", async () => {
    const running = run(codeNotebook("for (;;) print('x'.repeat(100000))", "1"));
    const iterator = running[Symbol.asyncIterator]();
    for (let event = await iterator.next(); !event.done; event = await iterator.next())
      if (event.value.type === "output") break;
    running.cancel();
    for (let event = await iterator.next(); !event.done; event = await iterator.next());
    expect((await running).cells.map(({ status }) => status)).toEqual(["cancelled", "never-ran"]);
  });
});

test("A stream that is full says so, and when there is room again", async () => {
  let rooms = 0;
  const stream = createEventStream(() => rooms++);
  const event: RunEvent = {
    type: "output",
    name: "n",
    index: 0,
    id: "a",
    time: 0,
    output: { output_type: "stream", name: "stdout", text: "x".repeat(1_000_000) },
  };
  stream.push(event);
  expect(stream.isFull()).toBe(false);
  const iterator = stream.events[Symbol.asyncIterator]();
  for (let i = 0; i < 5; i++) stream.push(event);
  expect(stream.isFull()).toBe(true);
  const room = stream.room();
  for (let i = 0; i < 5; i++) await iterator.next();
  await room;
  expect([stream.isFull(), rooms]).toEqual([false, 1]);
});
