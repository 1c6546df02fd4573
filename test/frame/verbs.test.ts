import { describe, expect, test } from "@jest/globals";
import { op } from "../../src/frame/index.ts";
import { frameOf } from "./two-columns.ts";

const some = frameOf(["a", 1], ["b", null]);

describe("verbs", () => {
  test("keep columns in their places, and append new ones", () => {
    const names = (frame: { readonly schema: readonly { readonly name: string }[] }) =>
      frame.schema.map((field) => field.name);
    expect(names(some.derive((d) => ({ m: d.n, k: d.k })))).toEqual(["k", "n", "m"]);
    expect(names(some.rename({ k: "n", n: "k" }))).toEqual(["n", "k"]);
    expect(names(some.derive((d) => ({ r: op.rank(d.n) })).dedupe())).toEqual(["k", "n", "r"]);
  });

  test("refuse a name that is taken", () => {
    expect(() => some.rename({ k: "n" })).toThrow("Two columns would be named 'n'");
  });
});
