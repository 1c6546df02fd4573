import { expect, test } from "@jest/globals";
import { jsonText } from "../../src/cli/json-text.ts";

test("writes whole numbers as numbers while that is exact, beyond it as text", () => {
  expect(jsonText({ a: 5n, b: 2n ** 60n, c: -(2n ** 53n) })).toBe(
    '{"a":5,"b":"1152921504606846976","c":"-9007199254740992"}',
  );
});

test("writes dates in ISO form and maps as objects", () => {
  expect(jsonText([new Date(0), new Map([["k", 1n]])])).toBe('["1970-01-01T00:00:00.000Z",{"k":1}]');
});
