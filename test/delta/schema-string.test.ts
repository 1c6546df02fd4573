import { describe, expect, test } from "@jest/globals";
import { schemaFromString, schemaToString } from "../../src/delta/schema-string.ts";
import type { DataType, Schema } from "../../src/schema.ts";
import { schemaOf } from "./rows.ts";

const nested: DataType = {
  kind: "map",
  key: "string",
  value: { kind: "list", element: { kind: "struct", fields: schemaOf({ x: "int8", y: "date" }) }, containsNull: false },
  valueContainsNull: true,
};

describe("the schema as Delta's text", () => {
  test("reads back as it was, whatever the types", () => {
    const schema: Schema = [
      ...schemaOf({ a: "boolean", b: "int16", c: "int32", d: "int64", e: "float32", f: "float64", g: "binary" }),
      ...schemaOf({ h: "timestamp", i: "timestamp_ntz", j: nested, k: { kind: "decimal", precision: 38, scale: 3 } }),
      { name: "ä b", type: "string", nullable: false },
    ];
    expect(schemaFromString(schemaToString(schema))).toEqual(schema);
  });

  test("has Delta's names of the types", () => {
    expect(JSON.parse(schemaToString(schemaOf({ n: "int64" })))).toEqual({
      type: "struct",
      fields: [{ name: "n", type: "long", nullable: true, metadata: {} }],
    });
  });

  test.each([
    ["{", /schema is no JSON/],
    [`{"type":"array"}`, /its type is no struct/],
    [`{"type":"struct","fields":[{"type":"long"}]}`, /has no name/],
    [
      `{"type":"struct","fields":[{"name":"v","type":"variant"}]}`,
      /column v has the type "variant", which pinbook does not know/,
    ],
    [
      `{"type":"struct","fields":[{"name":"v","type":{"type":"array","elementType":"void"}}]}`,
      /column v.element .*"void"/,
    ],
  ])("is refused where it is malformed: %s", (text, message) => {
    expect(() => schemaFromString(text)).toThrow(message);
  });
});
