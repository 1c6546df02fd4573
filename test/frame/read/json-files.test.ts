import { describe, expect, test } from "@jest/globals";
import { encodeArrow } from "../../../src/arrow/index.ts";
import { duckdbEngine, fromRows, readJson, scanArrow, scanJson } from "../../../src/frame/index.ts";
import { jsonValues } from "../../../src/frame/read/json-values.ts";
import type { Schema } from "../../../src/schema.ts";
import { choicesOf } from "../../support/choices.ts";
import { files, inPieces } from "./files.ts";

const schema = [{ name: "n", type: "int32", nullable: false }] as const satisfies Schema;

const valuesOf = async (text: string, size: number) => {
  const values: unknown[] = [];
  for await (const file of inPieces(text, size)) {
    for await (const found of jsonValues(file)) {
      if ("broken" in found) values.push(found.broken);
      else for (const { bytes } of found) values.push(new TextDecoder().decode(bytes).trim());
    }
  }
  return values;
};

const read = async (text: string, size = 3) => {
  const { frame, rejected } = await readJson(inPieces(text, size), schema, { onNotice: () => {} });
  return [(await frame.toRows()).map(({ n }) => n), rejected.map(({ line, reason }) => `${line} ${reason}`)];
};

describe("JSON files, value by value", () => {
  test("give what JSON.parse gives of them as a whole, in pieces of any size", async () => {
    const choices = choicesOf(5);
    const value = (depth: number): unknown => {
      const kind = choices.below(depth > 3 ? 4 : 6);
      if (kind === 4) return Array.from({ length: choices.below(4) }, () => value(depth + 1));
      if (kind === 5)
        return Object.fromEntries(
          Array.from({ length: choices.below(4) }, (_, index) => [`k"${index}\\`, value(depth + 1)]),
        );
      return ["[,]{}", '\\"\\\\"', -1.5e3, null][kind] ?? "ä😀\n";
    };
    for (let round = 0; round < 200; round++) {
      const array = Array.from({ length: choices.below(6) }, () => value(0));
      const text = `${round % 3 === 0 ? "\ufeff \n" : ""}${JSON.stringify(array, null, choices.below(3))} \n`;
      const found = await valuesOf(text, 1 + choices.below(20));
      expect(found.map((one) => JSON.parse(one as string))).toEqual(array);
    }
  });

  test("are told which values are none, and those around them are rows", async () => {
    expect(await read('[{"n":1},{"n":},{"n":2},5,"x",]')).toEqual([
      [1, 2],
      [
        expect.stringMatching(/^2 the value is not JSON: /),
        "4 the value is no object",
        "5 the value is no object",
        expect.stringMatching(/^6 the value is not JSON: /),
      ],
    ]);
    expect(await read('[{"n":1},{"n":"x"}}, {"n":3}]')).toEqual([
      [1, 3],
      [expect.stringMatching(/^2 the value is not JSON/)],
    ]);
    expect(await read("[]")).toEqual([[], []]);
    expect(await read(" [ ] ")).toEqual([[], []]);
    expect(await read("[,]")).toEqual([[], [expect.stringMatching(/^1 /), expect.stringMatching(/^2 /)]]);
  });

  test("that end in the middle, or go on behind the array, give what was before", async () => {
    expect(await read('[{"n":1},{"n":2')).toEqual([[1], ["2 the file is not JSON: it ends inside its array"]]);
    expect(await read('[{"n":1}] {"n":2}')).toEqual([
      [1],
      ["2 the file is not JSON: something stands behind its array"],
    ]);
    expect(await read('{"n":1}')).toEqual([[1], []]);
    expect(await read('{"n":1}{"n":2}')).toEqual([[], [expect.stringMatching(/^1 the file is not JSON/)]]);
    expect(await read("")).toEqual([[], [expect.stringMatching(/^1 the file is not JSON/)]]);
    await expect(readJson(files('[{"n":1},'), schema, { strict: true })).rejects.toThrow(
      "file-0 cannot be read from its row 2 on: the file is not JSON: it ends inside its array",
    );
  });
});

test("JSON and Arrow files are scanned anew each time that a frame is collected, on either engine", async () => {
  const rows = [{ n: 1 }, { n: 2 }];
  const arrow = encodeArrow(await fromRows(rows, schema).collect());
  for (const frame of [scanJson(() => files(JSON.stringify(rows)), schema), scanArrow(() => files(arrow), schema)]) {
    expect(await frame.toRows({ engine: "arquero" })).toEqual(rows);
    expect(await frame.filter((d) => d.n.gt(1)).toRows({ engine: duckdbEngine })).toEqual([{ n: 2 }]);
  }
});
