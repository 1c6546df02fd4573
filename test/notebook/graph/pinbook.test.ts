import { expect, test } from "@jest/globals";
import * as pinbook from "../../../src/index.ts";
import { isKnownExport } from "../../../src/notebook/graph/pinbook-calls.ts";

// An export that is missing there counts as a function that may change what it is given: cells would rerun for nothing.
test("the graph knows what each export of pinbook does: a new one has its line in pinbook-calls.ts", () => {
  expect(Object.keys(pinbook).filter((name) => !isKnownExport(name))).toEqual([]);
});
