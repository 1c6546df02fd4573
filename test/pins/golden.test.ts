import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Draw, drawRows } from "../../src/emulator/index.ts";
import { type AnyFrame, fromRows } from "../../src/frame/index.ts";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  type PinTables,
  type QuestionOptions,
  question,
  rawGeoSchema,
  rawPinSchema,
  rawUserSchema,
} from "../../src/pins/index.ts";
import { packageRoot } from "../../src/root.ts";
import { bundledSource } from "../../src/source/index.ts";
import { onBoth } from "./on-both.ts";

/** A golden case: a file of this form in golden/ is a test. */
interface Golden {
  /** How many of the emulator's first draws, over the bundled tables. */
  readonly draws: number;
  /** Which question, 4 to 11; without one the cleaned tables are meant. */
  readonly question?: number;
  readonly options?: QuestionOptions;
  /** The tables to compare, dates as ISO text. */
  readonly tables: Readonly<
    Record<string, { readonly columns: readonly string[]; readonly rows: readonly unknown[][] }>
  >;
}

const folder = join(packageRoot, "test/pins/golden");
const files = readdirSync(folder).filter((name) => name.endsWith(".golden.json"));
const mostDraws = 1000;

describe("over the bundled tables", () => {
  const draws: Draw[] = [];

  beforeAll(async () => {
    for await (const draw of drawRows(bundledSource(), { count: mostDraws })) draws.push(draw);
  });

  const tablesOf = (count: number): PinTables => {
    const used = draws.slice(0, count);
    return {
      pin: cleanPin(
        fromRows(
          used.map(({ pin }) => pin),
          rawPinSchema,
          { name: "pin" },
        ),
      ),
      geo: cleanGeo(
        fromRows(
          used.map(({ geo }) => geo),
          rawGeoSchema,
          { name: "geo" },
        ),
      ),
      user: cleanUser(
        fromRows(
          used.map(({ user }) => user),
          rawUserSchema,
          { name: "user" },
        ),
      ),
    };
  };

  const framesOf = (golden: Golden): Readonly<Record<string, AnyFrame>> => {
    const tables = tablesOf(golden.draws);
    if (golden.question === undefined) return { ...tables };
    return Object.fromEntries(
      question(golden.question, tables, golden.options).map(({ name, frame }) => [name, frame]),
    );
  };

  test.each(files)("%s is what it was", async (file) => {
    const golden = JSON.parse(readFileSync(join(folder, file), "utf8")) as Golden;
    expect(golden.draws).toBeLessThanOrEqual(mostDraws);
    const frames = framesOf(golden);
    for (const [name, expected] of Object.entries(golden.tables)) {
      const frame = frames[name];
      if (!frame) throw new Error(`${file} names the table '${name}'; there are ${Object.keys(frames).join(", ")}`);
      const [collected = []] = await onBoth([frame]);
      const rows = collected.map((row) => Object.values(row));
      const columns = frame.schema.map((field) => field.name);
      expect({ name, columns, rows: JSON.parse(JSON.stringify(rows)) }).toEqual({ name, ...expected });
    }
  });
});
