import { expect, test } from "@jest/globals";
import { elementParts, memberParts } from "../../src/kinesis/json-parts.ts";

const texts = (text: string, parts: Iterable<{ start: number; end: number }>) =>
  Array.from(parts, ({ start, end }) => text.slice(start, end));

const values = [
  "1",
  "-1.50e+10",
  "true",
  "null",
  '""',
  '"a\\"b\\\\"',
  '"}],{["',
  "{}",
  "[]",
  '{"a":{"b":[1,{"c":"]}"}]}}',
  "[[[]],[{}]]",
  '[ 1 , "x" ]',
];

test.each([
  [",", ":"],
  [" ,\n", "\t: "],
])("finds every value between %j and %j", (comma, colon) => {
  const array = `[${values.join(comma)}]`;
  expect(texts(array, elementParts(array))).toEqual(values);
  const object = ` { ${values.map((value, i) => `"k\\n${i}"${colon}${value}`).join(comma)} } `;
  expect(texts(object, memberParts(object).values())).toEqual(values);
  expect([...memberParts(object).keys()]).toEqual(values.map((_, i) => `k\n${i}`));
});

test("finds nothing in what is empty", () => {
  expect(memberParts(" { } ").size).toBe(0);
  expect(elementParts("[ \n]")).toEqual([]);
});

test("of a name that comes twice it finds the last", () => {
  const text = '{"a":1,"a":2}';
  expect(texts(text, memberParts(text).values())).toEqual(["2"]);
});

test("a long text with long strings is read without recursion", () => {
  const text = `["${'\\"x'.repeat(3_000_000)}",${"[".repeat(5000)}${"]".repeat(5000)}]`;
  expect(elementParts(text)).toHaveLength(2);
});
