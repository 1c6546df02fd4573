import { describe, expect, test } from "@jest/globals";
import { decodeSnapshot, encodeGroups } from "../../../src/run/cache/index.ts";
import { isSecretText, Secret } from "../../../src/secret.ts";

class Point {
  readonly x: number;
  constructor(x: number) {
    this.x = x;
  }
  [Symbol.for("pinbook.save")]() {
    return { x: this.x };
  }
  static [Symbol.for("pinbook.restore")]({ x }: { x: number }) {
    return new Point(x);
  }
}

class Other extends Point {}

const named: Record<string, object> = { fn: () => 1, Point };
const context = {
  nameOf: (value: object) => Object.entries(named).find(([, one]) => one === value)?.[0],
  isSecret: isSecretText,
  putBlob: () => "",
  stored: new WeakMap<object, string>(),
};
const decoding = {
  named: (name: string) => named[name],
  imported: async () => undefined,
  blob: () => undefined,
  arquero: async () => undefined,
  danfo: async () => ({}),
};
const groupsOf = (values: Record<string, unknown>) => encodeGroups(new Map(Object.entries(values)), context);
const restored = async (values: Record<string, unknown>): Promise<Record<string, unknown>> => {
  const all = await Promise.all(
    groupsOf(values).map(({ bytes, why }) => {
      if (!bytes) throw new Error(why);
      return decodeSnapshot(bytes, decoding);
    }),
  );
  return Object.fromEntries(all.flatMap((group) => [...group]));
};

describe("values", () => {
  test.each([
    ["primitives", [undefined, null, true, -0, Number.NaN, 2n ** 70n, "é😀"]],
    ["holes", [1, ...new Array(1), 3]],
    ["a field __proto__", JSON.parse('{"__proto__":{"a":1}}')],
    ["maps and sets of each other", new Map<unknown, unknown>([[new Set([1]), new Map([["a", [1]]])]])],
    ["dates", [new Date(5)]],
    ["regular expressions", [/a(b)\/c/giu]],
    ["a registered symbol", [Symbol.for("x")]],
    ["a global", [Math, Math.max, JSON]],
  ])("come back: %s", async (_, value) => {
    expect(await restored({ value })).toEqual({ value });
  });

  test("keep frozen, sealed and closed objects so", async () => {
    const value = [
      Object.freeze({ a: 1 }),
      Object.seal({ b: 1 }),
      Object.preventExtensions({ c: 1 }),
      Object.freeze([1]),
    ];
    const { value: again } = (await restored({ value })) as { value: object[] };
    expect(again.map(Object.isFrozen)).toEqual([true, false, false, true]);
    expect(again.map(Object.isSealed)).toEqual([true, true, false, true]);
    expect(again.map(Object.isExtensible)).toEqual([false, false, false, false]);
  });

  test("that go round come back as they were, however deep", async () => {
    const value: { self?: unknown; next?: unknown } = {};
    value.self = value;
    for (let depth = 0, at = value; depth < 50_000; depth++) {
      at.next = {};
      at = at.next as typeof value;
    }
    const { value: again } = (await restored({ value })) as { value: typeof value };
    expect(again.self).toBe(again);
    let depth = 0;
    for (let at: typeof value | undefined = again; at; at = at.next as typeof at) depth += 1;
    expect(depth).toBe(50_001);
  });

  test("that share an object are one group and share it again; others are apart", async () => {
    const shared = [1];
    const values = { a: { shared }, b: 1, c: new Map([["x", shared]]), d: [2] };
    const names = groupsOf(values).map((group) => group.names.join());
    expect(names.sort()).toEqual(["a,c", "b", "d"]);
    const { a, c } = (await restored(values)) as { a: { shared: unknown }; c: Map<string, unknown> };
    expect(a.shared).toBe(c.get("x"));
  });

  test("hold by name what cells declare or import", async () => {
    const [group] = groupsOf({ a: { f: named.fn } });
    expect(group?.needs).toEqual(["fn"]);
    expect(await restored({ a: { f: named.fn } })).toEqual({ a: { f: named.fn } });
  });

  test("of classes come back where the class says how and is known by a name", async () => {
    const { a } = (await restored({ a: [new Point(3)] })) as { a: Point[] };
    expect(a[0]).toBeInstanceOf(Point);
    expect(a[0]?.x).toBe(3);
    expect(groupsOf({ a: [new Other(3)] })[0]?.why).toMatch(/a\[0\] is an instance of a class that no cell declares/);
  });

  test.each([
    ["a closure", { f: () => 1 }, /^v\.f is a function that closes over/],
    ["a promise", [Promise.resolve()], /^v\[0\] is a promise/],
    [
      "a class that does not say how",
      { "a b": new WeakMap() },
      /^v\["a b"\] is an instance of WeakMap, which does not/,
    ],
    ["an accessor", Object.defineProperty({}, "a", { get: () => 1, enumerable: true }), /^v has the accessor a/],
    ["a symbol of its own", [Symbol("x")], /^v\[0\] is a symbol that only this session has/],
    ["a list with fields", Object.assign([1], { x: 1 }), /^v is a list with the field x/],
    ["a secret", { key: new Secret("hunter22") }, /^v\.key holds a credential/],
    ["a text with a secret", ["mysql://u:hunter22@h"], /holds a credential/],
  ])("are not stored that cannot come back, and the reason names the place: %s", (_, value, why) => {
    const [group] = groupsOf({ v: value });
    expect(group?.bytes).toBeUndefined();
    expect(group?.why).toMatch(why);
  });
});
