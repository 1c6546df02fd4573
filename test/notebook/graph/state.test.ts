import { describe, expect, test } from "@jest/globals";
import { cellGraph } from "../../../src/notebook/graph/index.ts";
import { codeNotebook } from "../../support/code-notebook.ts";

const own =
  "export const list: number[] = []; let count = 0; export const bump = () => ++count; export const twice = (x: number) => 2 * x;";
/** What the last cell finds of what lives in the process alone, as `from name`. */
const statesOf = (...sources: readonly string[]): readonly string[] =>
  cellGraph(codeNotebook(...sources), {
    moduleOf: (specifier) => (specifier === "./own.ts" ? { id: "own", source: own } : undefined),
  })
    .edges.filter(({ kind, to }) => kind === "state" && to === sources.length - 1)
    .map(({ from, name }) => `${from} ${name}`);

describe("a cell hangs on what lives in the process alone:", () => {
  test.each([
    ["a built-in's prototype", ["BigInt.prototype.toJSON = () => 'b'", "1"], ["0 built-in BigInt.prototype"]],
    [
      "a built-in that is given fields",
      ["Object.assign(String.prototype, { up() {} })", "1"],
      ["0 built-in String.prototype"],
    ],
    ["a function of the console", ["console.log = () => {}", "1"], ["0 built-in console"]],
    ["a global function", ["globalThis.fetch = async () => new Response('x')", "1"], ["0 built-in fetch"]],
    [
      "a setting of a module of Node",
      ["import util from 'node:util'; util.inspect.defaultOptions.depth = 0", "1"],
      ["0 built-in node:util.default.inspect.defaultOptions"],
    ],
    ["an environment variable", ["process.env.TZ = 'Asia/Tokyo'", "1"], ["0 environment variable TZ"]],
    ["the working folder", ["process.chdir('x')", "1"], ["0 working folder"]],
    ["a list of a module", ["import { list } from './own.ts'", "list.push(1)", "list"], ["1 state of module ./own.ts"]],
    [
      "what functions of a module keep, imported anew",
      ["import { bump } from './own.ts'; bump()", "import * as all from './own.ts'; all.list"],
      ["0 state of module ./own.ts"],
    ],
    ["a class that was given a method", ["class A {}", "A.prototype.x = () => 1", "new A().x()"], ["1 state of A"]],
    ["a package that was set up", ["import p from 'p'; p.extend(1)", "p()"], ["0 state of module p"]],
    [
      "a package that was set up, of those known to keep nothing",
      ["import d from 'dayjs'; d.extend(1)", "d()"],
      ["0 state of module dayjs"],
    ],
    ["a timer that has still to run", ["const a = []", "setTimeout(() => a.push(1), 9); 0", "a"], ["1 state of a"]],
  ])("%s", (_, sources, states) => {
    expect(statesOf(...sources)).toEqual(states);
  });

  test.each([
    ["a function of a module that keeps nothing", ["import { twice } from './own.ts'; twice(2)", "twice(3)"]],
    ["a call whose answer is used", ["import p from 'p'; const x = p.load()", "p.show(x)"]],
    ["what ends a cell and is shown", ["import _ from 'lodash'; _.chunk([1], 2)", "_.chunk([2], 1)"]],
    ["a promise that ends a cell, which is awaited", ["const a = []", "Promise.resolve(1).then(x => a.push(x))", "a"]],
    ["a class that is declared anew", ["class A {}; A.prototype.x = 1", "class A {}", "new A()"]],
    ["fields of an object", ["const o = {}", "o.x = 1", "o"]],
  ])("but not %s", (_, sources) => {
    expect(statesOf(...sources)).toEqual([]);
  });
});
