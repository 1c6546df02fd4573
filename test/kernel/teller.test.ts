import { expect, test } from "@jest/globals";
import type { ToChannels } from "../../kernels/typescript/link.ts";
import { createTeller } from "../../kernels/typescript/teller.ts";

const clear: ToChannels = { kind: "clear" };
const remove: ToChannels = { kind: "remove", id: 1 };
const flush: ToChannels = { kind: "flush" };

const setUp = () => {
  const posts: unknown[] = [];
  const teller = createTeller({ postMessage: (messages, moved) => void posts.push([messages, moved]) });
  return { posts, ...teller };
};

test("what is told soon goes with what is told next, in order, in one post", () => {
  const { posts, tell, tellSoon } = setUp();
  const moved = new ArrayBuffer(1);
  tellSoon(clear, [moved]);
  tellSoon(remove);
  expect(posts).toEqual([]);
  tell(flush);
  expect(posts).toEqual([[[clear, remove, flush], [moved]]]);
});

test("what is told soon goes once the microtasks are done, if nothing else is told", async () => {
  const { posts, tellSoon } = setUp();
  tellSoon(clear);
  await Promise.resolve();
  tellSoon(remove);
  await new Promise((resolve) => setImmediate(resolve));
  expect(posts).toEqual([[[clear, remove], []]]);
});

test("nothing that waits is no post", () => {
  const { posts, flush: now } = setUp();
  now();
  expect(posts).toEqual([]);
});
