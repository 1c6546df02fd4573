import { expect, test } from "@jest/globals";
import { gatherStreams } from "../../kernels/typescript/gather-streams.ts";
import type { ToChannels } from "../../kernels/typescript/link.ts";

const parent = (id: string) => ({ ...{ msg_id: id, msg_type: "", session: "", username: "", date: "", version: "" } });
const published = (type: string, content: object, id = "a"): ToChannels => ({
  ...{
    kind: "publish",
    type,
    content: JSON.stringify(content),
    metadata: {},
    buffers: [],
    parent: parent(id),
    size: 1,
  },
});
const stream = (text: string, name = "stdout", id = "a") => published("stream", { name, text }, id);

/** What is passed on of these messages, which come in one turn, before and after the wait. */
const passed = (messages: readonly ToChannels[]) => {
  const seen: ToChannels[] = [];
  let heard = (): void => {};
  const next = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const take = gatherStreams((message) => {
    seen.push(message);
    heard();
  });
  for (const message of messages) take(message);
  return { seen, next };
};
const texts = (messages: readonly ToChannels[]) =>
  messages.map((message) => (message.kind === "publish" ? JSON.parse(String(message.content)) : message.kind));

test("texts of one stream become one message, with the sizes of all, behind which the next one comes", () => {
  const { seen } = passed([
    stream('a"\n'),
    stream("\\b\ud83d"),
    stream("\ude00"),
    published("display_data", { data: {} }),
  ]);
  expect(texts(seen)).toEqual([{ name: "stdout", text: 'a"\n\\b😀' }, { data: {} }]);
  expect(seen[0]).toMatchObject({ size: 3 });
});

test("texts of other streams, of other cells and long ones stay apart, in order", () => {
  const long = "x".repeat(1 << 16);
  const { seen } = passed([
    ...[stream("a"), stream("b", "stderr"), stream("c", "stderr", "other"), stream(long, "stderr", "other")],
    { kind: "flush" },
  ]);
  expect(texts(seen)).toEqual([
    { name: "stdout", text: "a" },
    { name: "stderr", text: "b" },
    { name: "stderr", text: "c" },
    { name: "stderr", text: long },
    "flush",
  ]);
});

test("a text that nothing follows is passed on by itself", async () => {
  const { seen, next } = passed([stream("a")]);
  expect(seen).toEqual([]);
  await next;
  expect(texts(seen)).toEqual([{ name: "stdout", text: "a" }]);
});
