import { expect, test } from "@jest/globals";
import { createStatuses } from "../../kernels/typescript/statuses.ts";
import { createMessage } from "../support/kernel-client.ts";

const setUp = () => {
  const sent: string[] = [];
  const dates: (string | undefined)[] = [];
  const held = new Map<string | undefined, Promise<void>>();
  const statuses = createStatuses({
    publish: async (state, parent, date) => {
      sent.push(`${state} ${parent.msg_type}`);
      dates.push(date);
    },
    hold: (id) => held.get(id),
  });
  return { statuses, sent, dates, held };
};

test("a question's idle is followed by the busy of the cell that still runs, with the date of its first", async () => {
  const { statuses, sent, dates } = setUp();
  const [cell, question] = [createMessage("execute_request", {}).header, createMessage("complete_request", {}).header];
  statuses.busy(cell);
  statuses.busy(question);
  await statuses.idle(question);
  await statuses.idle(cell);
  expect(sent).toEqual([
    "busy execute_request",
    "busy complete_request",
    "idle complete_request",
    "busy execute_request",
    "idle execute_request",
  ]);
  expect(dates[3]).toBe(dates[0]);
});

test("an idle that is held back does not hold the next cell, which the kernel is busy with afterwards", async () => {
  const { statuses, sent, held } = setUp();
  const [first, second] = [createMessage("execute_request", {}).header, createMessage("execute_request", {}).header];
  let release = () => {};
  held.set(first.msg_id, new Promise((resolve) => (release = resolve)));
  statuses.busy(first);
  const idle = statuses.idle(first);
  statuses.busy(second);
  expect(sent).toEqual(["busy execute_request", "busy execute_request"]);
  release();
  await statuses.settled();
  await idle;
  expect(sent.slice(2)).toEqual(["idle execute_request", "busy execute_request"]);
});
