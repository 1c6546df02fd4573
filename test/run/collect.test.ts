import { expect, test } from "@jest/globals";
import { collectOutputs } from "../../src/run/collect.ts";
import type { SessionOutput } from "../../src/run/index.ts";

const stream = (text: string, name: "stdout" | "stderr" = "stdout"): SessionOutput => ({
  output_type: "stream",
  name,
  text,
});
const display = (text: string, displayId?: string): SessionOutput => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
  ...(displayId === undefined ? {} : { displayId }),
});
const collected = (limit: number, ...outputs: readonly SessionOutput[]) => {
  const collector = collectOutputs(limit);
  for (const output of outputs) collector.add(output);
  return collector;
};

test("Adjacent texts of one stream are merged, others stay apart in order", () => {
  const { outputs } = collected(100, stream("a"), stream("b"), stream("c", "stderr"), stream("d"));
  expect(outputs()).toEqual([stream("ab"), stream("c", "stderr"), stream("d")]);
});

test("clear_output clears at once, or at the next output where it waits", () => {
  const collector = collected(100, stream("a"), { output_type: "clear_output", wait: true });
  expect(collector.outputs()).toEqual([stream("a")]);
  collector.add(stream("b"));
  expect(collector.outputs()).toEqual([stream("b")]);
  collector.add({ output_type: "clear_output", wait: false });
  expect(collector.outputs()).toEqual([]);
});

test("An update replaces every display of its id", () => {
  const collector = collected(100, display("a", "x"), display("b", "y"), display("c", "x"));
  expect(collector.update("x", { "text/plain": "new" }, {})).toBe(true);
  expect(collector.update("z", { "text/plain": "new" }, {})).toBe(false);
  expect(collector.outputs()).toEqual([display("new", "x"), display("b", "y"), display("new", "x")]);
});

test("What goes beyond the limit is cut with a note that says how much, never in half of a character", () => {
  const { outputs } = collected(5, stream("abc"), stream("d😀f"), display("x"));
  expect(outputs()[0]).toEqual(stream("abcd"));
  expect(outputs()).toHaveLength(2);
  expect(JSON.stringify(outputs()[1])).toMatch(/may have 5 characters, \d+ more came/);
});

test("An error is kept beyond the limit", () => {
  const error: SessionOutput = { output_type: "error", ename: "E", evalue: "v", traceback: [] };
  expect(collected(2, stream("abc"), error).outputs()).toContainEqual(error);
});
