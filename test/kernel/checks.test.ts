import { expect, test } from "@jest/globals";
import { createChecks } from "../../kernels/typescript/checks.ts";
import type { StartedCell, TypeProblem } from "../../src/session/language/index.ts";

const cell: StartedCell = {
  id: 1,
  code: "made; const s: string = 1;",
  name: "Cell [1]",
  declares: [],
  check: true,
  tag: "a",
};
const problem = (message: string): TypeProblem => ({ line: 1, column: 1, length: 4, code: 2304, message });

const setUp = (known: readonly string[] = []) => {
  const warned: string[] = [];
  const program = { askPatiently: async <T>() => known as T };
  return {
    warned,
    checks: createChecks({ program, idOf: ({ tag }) => String(tag), warn: (text) => warned.push(text) }),
  };
};

test("the idle of a cell waits for its check, and its type errors have gone out by then", async () => {
  const { checks, warned } = setUp();
  checks.started("a");
  const hold = checks.hold("a");
  await checks.checked(cell, [problem("wrong")]);
  await hold;
  expect(warned).toEqual([expect.stringContaining("Cell [1], line 1, column 1: wrong (TS2304)")]);
  expect(checks.hold("a")).toBeUndefined();
});

test("the idle waits no longer than a moment", async () => {
  const { checks } = setUp();
  checks.started("a");
  await checks.hold("a");
});

test("nothing is held back for a cell that is not being checked", () => {
  expect(setUp().checks.hold("a")).toBeUndefined();
});

test("a name that the running program knows is no error", async () => {
  const { checks, warned } = setUp(["made"]);
  await checks.checked(cell, [problem("Cannot find name 'made'."), problem("Cannot find name 'other'.")]);
  expect(warned.join()).toContain("'other'");
  expect(warned.join()).not.toContain("'made'");
});
