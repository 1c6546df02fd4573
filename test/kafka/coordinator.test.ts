import { expect, test } from "@jest/globals";
import { isLoading, untilLoaded, whenLoaded } from "../../src/kafka/coordinator.ts";

const refusal = (type: string) => Object.assign(new Error(type), { type });

test("a coordinator that loads is told from one that refuses, also as a cause", () => {
  expect(isLoading(refusal("GROUP_LOAD_IN_PROGRESS"))).toBe(true);
  expect(isLoading(new Error("outer", { cause: refusal("NOT_COORDINATOR_FOR_GROUP") }))).toBe(true);
  expect(isLoading(refusal("GROUP_AUTHORIZATION_FAILED"))).toBe(false);
  expect(isLoading("GROUP_LOAD_IN_PROGRESS")).toBe(false);
});

test("a question is asked again until the coordinator is loaded, and any other refusal is passed on", async () => {
  const answers = [refusal("GROUP_LOAD_IN_PROGRESS"), refusal("GROUP_COORDINATOR_NOT_AVAILABLE"), "loaded"];
  const ask = async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next;
  };
  expect(await whenLoaded(ask)).toBe("loaded");
  await expect(whenLoaded(() => Promise.reject(refusal("UNKNOWN_MEMBER_ID")))).rejects.toThrow("UNKNOWN_MEMBER_ID");
});

test("a consumer starts again only for a coordinator that loads", async () => {
  const restart = untilLoaded();
  expect(await restart(refusal("GROUP_LOAD_IN_PROGRESS"))).toBe(true);
  expect(await restart(refusal("ILLEGAL_GENERATION"))).toBe(false);
});
