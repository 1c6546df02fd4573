import { expect, test } from "@jest/globals";
import { compactJson, readJson } from "../../src/kafka/json-text.ts";

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const samples = [
  '{"a":[1,-0.5e+3,true,false,null,"x"],"b":{}}',
  " [ ] ",
  '"\\u00e9\\n\\"\\\\"',
  "12345678901234567890",
  '"\u2028"',
  "",
  "[1,]",
  '{"a":1,}',
  "{a:1}",
  "01",
  "1.",
  "-",
  "+1",
  "tru",
  "nul",
  "[1 2]",
  '"\\x"',
  '"a\nb"',
  '"open',
  "1 2",
  "{",
  "NaN",
  "\ufeff1",
  "\u00a01",
  '{"a" 1}',
];

test("what is JSON agrees with JSON.parse", () => {
  for (const text of samples) expect([text, "root" in readJson(text)]).toEqual([text, isJson(text)]);
});

test("the fault's position is where the text stops being JSON", () => {
  expect(readJson('{"a":1,}')).toEqual({
    fault: { position: 7, message: `expected a member's name in double quotes, found "}"` },
  });
  expect(readJson('[1,"x')).toMatchObject({ fault: { position: 3 } });
});

test("compacting drops only the white space between tokens", () => {
  const text = '{ "a b" :\r\n [ 1.50 , "x \\" y" ]\t}';
  expect(compactJson(text)).toBe('{"a b":[1.50,"x \\" y"]}');
  expect(compactJson('"one two"')).toBe('"one two"');
  for (const sample of samples.filter(isJson)) expect(JSON.parse(compactJson(sample))).toEqual(JSON.parse(sample));
});
