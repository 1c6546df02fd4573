import { expect, test } from "@jest/globals";
import { createSentBefore } from "../../kernels/typescript/sent-before.ts";
import { createMessage } from "../support/kernel-client.ts";

const request = (date: string, session = "a") => {
  const message = createMessage("execute_request", {});
  return { ...message, header: { ...message.header, date, session } };
};

test("a cell that its client sent before it could know of a failure counts, whatever the client's clock says", () => {
  let now = 5000;
  const sentBefore = createSentBefore(() => now);
  const failing = request("2001-01-01T00:00:00.000Z");
  sentBefore.arrived(failing);
  expect(sentBefore.includes(request("2001-01-01T00:00:00.000Z"))).toBe(false);
  now += 40;
  sentBefore.failed(failing);
  expect(sentBefore.includes(request("2001-01-01T00:00:00.000Z"))).toBe(true);
  expect(sentBefore.includes(request("2001-01-01T00:00:00.038Z"))).toBe(true);
  expect(sentBefore.includes(request("2001-01-01T00:00:00.040Z"))).toBe(false);
  expect(sentBefore.includes(request("2001-01-01T00:00:00.000Z", "another client"))).toBe(false);
  expect(sentBefore.includes(request("no date"))).toBe(false);
  now += 2001;
  expect(sentBefore.includes(request("2001-01-01T00:00:00.000Z"))).toBe(false);
});
