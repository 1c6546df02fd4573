import { describe, expect, test } from "@jest/globals";
import { desc, op } from "../../src/frame/index.ts";
import { one } from "./conformance/one-row.ts";
import { rowsOf } from "./conforms.ts";

describe("an expression", () => {
  test("is plain data that JSON keeps", () => {
    const { plan } = one({}).derive((d) => ({
      a: op.when(d.f.gt(Number.NaN), d.g.add(1n)).otherwise(null),
      b: d.at.lt(new Date(0)),
    }));
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test("fails where a cast fails, naming the value", async () => {
    const frame = one({ t: "abc" }).derive((d) => ({ n: d.t.cast("int32") }));
    await expect(frame.collect()).rejects.toThrow("The value abc cannot be cast to int32: use tryCast");
  });

  test("fails where whole numbers leave 32 bits, rather than wrapping", async () => {
    const frame = one({ i: 2147483647 }).derive((d) => ({ n: d.i.add(1) }));
    await expect(frame.collect()).rejects.toThrow("add() gave 2147483648, which does not fit int32");
  });

  test("is refused where its types do not go together, when it is built", () => {
    const untyped = one({}) as unknown as { derive: (spec: (d: never) => unknown) => unknown };
    const built = (spec: (d: Record<string, { eq: (x: unknown) => unknown }>) => unknown) => () =>
      untyped.derive(spec as never);
    expect(built((d) => ({ x: d.i?.eq("1") }))).toThrow("eq() on int32 takes number as argument 1, not string");
    expect(built((d) => ({ x: d.title }))).toThrow("There is no column 'title'.");
    expect(built((d) => ({ x: d.dey }))).toThrow("Did you mean 'day'?");
  });

  test("is refused where it orders what has no order", () => {
    const [lists, maps] = [one({}).select("i", "l"), one({}).select("i", "m")];
    expect(() => lists.rollup((d) => ({ x: op.argmax(d.i, d.l) }))).toThrow(
      "argmax takes a key that has an order, not list<string>.",
    );
    expect(() => maps.rollup((d) => ({ x: op.argmin(d.i, d.m) }))).toThrow("argmin takes a key that has an order");
    expect(() => maps.derive((d) => ({ x: op.rank(d.m) }))).toThrow(
      "A window cannot be ordered by values of type map<string, int32>.",
    );
    expect(() => maps.orderby("m")).toThrow("orderby cannot order values of type map<string, int32>.");
    expect(() => lists.derive((d) => ({ x: op.running(op.count(), desc(d.l)) }))).toThrow("A window cannot be ordered");
  });

  test("of bytes is data too, and is explained as a program writes it", () => {
    const frame = one({}).derive((d) => ({ x: d.bytes.concat(Uint8Array.of(0, 255)).eq(null) }));
    expect(JSON.parse(JSON.stringify(frame.plan))).toEqual(frame.plan);
    expect(frame.explain()).toContain('d.bytes.concat(Buffer.from("00ff", "hex"))');
    expect(frame.explain("duckdb")).toContain("unhex('00ff')");
  });

  test("takes null with its type", async () => {
    expect(() => one({}).derive(() => ({ x: null }))).toThrow("null alone has no type");
    const frame = one({}).derive(() => ({ x: op.nothing("int64") }));
    expect(frame.schema.at(-1)).toEqual({ name: "x", type: "int64", nullable: true });
    expect((await rowsOf(frame))[0]?.x).toBeNull();
  });

  test("refuses an impossible cast when it is built", () => {
    expect(() => one({}).derive((d) => ({ x: d.at.cast("boolean") }))).toThrow("timestamp cannot be cast to boolean");
  });
});
