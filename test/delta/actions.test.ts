import { describe, expect, test } from "@jest/globals";
import { formatCommit, parseCommit } from "../../src/delta/actions.ts";

const add = { path: "a.parquet", partitionValues: {}, size: 3, modificationTime: 1, dataChange: true };

describe("a commit's text", () => {
  test("is one action a line and reads back as it was", () => {
    const actions = [{ txn: { appId: "é😀\n", version: 9007199254740991 } }, { add: { ...add, stats: '{"a":1}' } }];
    const text = formatCommit(actions);
    expect(text.split("\n")).toHaveLength(3);
    expect(parseCommit(text, "f")).toEqual(actions);
  });

  test("may hold unknown actions and fields, nulls and empty lines", () => {
    const text = `{"new":{}}\n\n{"cdc":{"path":"x"}}\r\n{"add":null,"txn":{"appId":"a","version":1,"lastUpdated":null,"more":[]}}`;
    expect(parseCommit(text, "f")).toEqual([{ txn: { appId: "a", version: 1, more: [] } }]);
  });

  test.each([
    ["", /f is torn or damaged: it is empty/],
    [`{"add":`, /f line 1 is torn or damaged: .*JSON/],
    [`{"commitInfo":{}}\n[]`, /f line 2 is torn or damaged: it is no JSON object/],
    [`{"add":{"path":"a","size":1}}`, /f line 1 .*add.partitionValues is missing instead of an object/],
    [`{"add":{"path":7}}`, /add.path is 7 instead of a string/],
    [`{"txn":{"appId":"a","version":9007199254740993}}`, /txn.version is 9007199254740992 instead of a whole number/],
    [`{"metaData":[]}`, /its metaData is no object/],
  ])("that is malformed is refused with its place: %s", (text, message) => {
    expect(() => parseCommit(text, "f")).toThrow(message);
  });
});
