import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { fromRows } from "../../src/frame/index.ts";
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
import { keepDuckdbOpen } from "../support/duckdb-folder.ts";

keepDuckdbOpen();

const folder = join(packageRoot, "../shared/data/pinterest-seed100");
const isThere = existsSync(join(folder, "draws.jsonl"));
const given = isThere ? describe : describe.skip;
const title = isThere
  ? "the answers that two public notebooks printed"
  : "the answers that two public notebooks printed (skipped: ../shared/data/pinterest-seed100 is not there)";

interface Published {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly draws: number;
}

interface Draw {
  readonly pin: Record<string, unknown>;
  readonly geo: Record<string, unknown>;
  readonly user: Record<string, unknown>;
}

interface Case {
  /** Its place in the file. */
  readonly at: number;
  readonly number: number;
  /** Which of our tables it is. */
  readonly table: string;
  /** Whether it kept a single row of a tie. */
  readonly isContained?: boolean;
  /** A column that it has beyond ours. */
  readonly extra?: string;
}

const cases: readonly Case[] = [
  { at: 0, number: 4, table: "top", isContained: true },
  { at: 1, number: 5, table: "top", isContained: true },
  { at: 2, number: 7, table: "top", isContained: true },
  { at: 3, number: 8, table: "medians" },
  { at: 4, number: 9, table: "joined" },
  { at: 5, number: 10, table: "medians" },
  { at: 6, number: 11, table: "medians" },
  { at: 7, number: 4, table: "counts" },
  { at: 8, number: 5, table: "counts" },
  { at: 9, number: 6, table: "perCountry" },
  { at: 10, number: 6, table: "top", isContained: true, extra: "user_name" },
  { at: 11, number: 7, table: "top" },
  { at: 12, number: 8, table: "medians" },
  { at: 13, number: 9, table: "joined" },
  { at: 14, number: 10, table: "medians" },
  { at: 15, number: 11, table: "medians" },
  { at: 16, number: 4, table: "counts" },
];

const plain = (row: readonly unknown[]): string =>
  JSON.stringify(
    row.map((value) =>
      String(value)
        .replace(/^50\+$/, "+50")
        .replace(/\.0$/, ""),
    ),
  );

const settings = (draws: number): QuestionOptions => ({
  per: "post",
  median: draws === 224 ? "lower" : "exact",
  followersOf: draws === 224 ? "user" : "poster",
});

given(title, () => {
  let published: readonly Published[];
  let draws: readonly Draw[];

  beforeAll(() => {
    published = JSON.parse(readFileSync(join(folder, "published_answers.json"), "utf8"));
    const lines = readFileSync(join(folder, "draws.jsonl"), "utf8").trim().split("\n");
    draws = lines.map((line) => JSON.parse(line));
  });

  const tablesOf = (count: number): PinTables => {
    const used = draws.slice(0, count);
    return {
      pin: cleanPin(
        fromRows(
          used.map((draw) => draw.pin),
          rawPinSchema,
          { name: "pin" },
        ),
      ),
      geo: cleanGeo(
        fromRows(
          used.map((draw) => draw.geo),
          rawGeoSchema,
          { name: "geo" },
        ),
      ),
      user: cleanUser(
        fromRows(
          used.map((draw) => draw.user),
          rawUserSchema,
          { name: "user" },
        ),
      ),
    };
  };

  test("has 17 tables, all of them compared", () => {
    expect(published).toHaveLength(17);
    expect(cases.map((one) => one.at)).toEqual(published.map((_, index) => index));
  });

  const onEngines = cases.flatMap((one) => (["arquero", "duckdb"] as const).map((engine) => ({ ...one, engine })));

  test.each(onEngines)("table $at is question $number's $table on $engine", async (one) => {
    const { at, number, table, isContained, extra, engine } = one;
    const expected = published[at] as Published;
    const answers = question(number, tablesOf(expected.draws), settings(expected.draws));
    const frame = answers.find((one) => one.name === table)?.frame;
    const ours = ((await frame?.toRows({ engine })) ?? []).map((row) => plain(Object.values(row)));
    const theirs = expected.rows.map((row) => plain(row.filter((_, index) => expected.columns[index] !== extra)));
    if (isContained) expect(ours).toEqual(expect.arrayContaining(theirs));
    else expect([...ours].sort()).toEqual([...theirs].sort());
  });
});
