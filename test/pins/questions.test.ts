import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { duckdbEngine, fromRows } from "../../src/frame/index.ts";
import {
  cleanGeo,
  cleanPin,
  cleanUser,
  geoSchema,
  type PinTables,
  pinSchema,
  type QuestionOptions,
  question,
  questions,
  ruleCounts,
  unknownValues,
  userSchema,
} from "../../src/pins/index.ts";
import { type CleanRows, cleanByLoops, distinct } from "./clean-oracle.ts";
import { onBoth } from "./on-both.ts";
import { oracle } from "./oracle.ts";
import { countsByLoops, unknownByLoops } from "./quality-oracle.ts";
import { framesOf, randomRaw } from "./random-raw.ts";

let close: () => Promise<void> = async () => {};
beforeAll(async () => {
  close = await duckdbEngine.open();
});
afterAll(() => close());

const asText = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

const cleaned = (seed: number, size: number): PinTables => {
  const { pin, geo, user } = framesOf(randomRaw(seed, size));
  return { pin: cleanPin(pin), geo: cleanGeo(geo), user: cleanUser(user) };
};

const framesOfRows = ({ pin, geo, user }: CleanRows): PinTables => ({
  pin: fromRows(pin, pinSchema, { name: "pin" }),
  geo: fromRows(geo, geoSchema, { name: "geo" }),
  user: fromRows(user, userSchema, { name: "user" }),
});

/** The rows of every table of every question, as lists of values. */
const answersOf = async (tables: PinTables, options: QuestionOptions) => {
  const answers = questions.flatMap(({ number }) =>
    question(number, tables, options).map(({ name, frame }) => ({ name: `${number} ${name}`, frame })),
  );
  const rows = await onBoth(answers.map(({ frame }) => frame));
  return answers.map(({ name }, at) => [name, (rows[at] ?? []).map((row) => Object.values(row))] as const);
};

const settings: readonly QuestionOptions[] = [
  {},
  { per: "post", median: "lower", followersOf: "user" },
  { per: "user", median: "lower" },
  { per: "post", median: "exact", followersOf: "poster" },
];
const sizes = [0, 1, 60, 400];
const seeds = Number(process.env.SEEDS ?? 1);
const start = Number(process.env.SEED ?? 1);
const tables = Array.from({ length: seeds }, (_, at) => at + start).flatMap((seed) =>
  sizes.map((size) => ({ seed: seed * 1000 + size, size })),
);

describe.each(tables)("random raw tables of seed $seed, $size rows each", ({ seed, size }) => {
  const raw = randomRaw(seed, size);
  const clean = cleanByLoops(raw);

  test("are cleaned as plain loops clean them", async () => {
    const { pin, geo, user } = cleaned(seed, size);
    const [pins, geos, users] = await onBoth([pin, geo, user]);
    expect(pins).toEqual(clean.pin);
    expect(geos).toEqual(clean.geo);
    expect(users).toEqual(clean.user);
  });

  test("have rules and unknown values counted as plain loops count them, and the counts add up", async () => {
    const frames = framesOf(raw);
    const [rules = [], unknown = []] = await onBoth([ruleCounts(frames), unknownValues(frames)]);
    expect(rules.map((row) => `${row.table} ${row.column}: ${row.rule} ${row.rows}`)).toEqual(countsByLoops(raw));
    expect(asText(unknown.map((row) => Object.values(row).map(String).join(" ")))).toEqual(asText(unknownByLoops(raw)));
    const became = (column: string): number =>
      rules
        .filter((row) => row.column === column && String(row.rule).endsWith("becomes null"))
        .reduce((sum, row) => sum + Number(row.rows), 0);
    for (const column of ["title", "description", "follower_count", "poster_name", "tag_list", "image_src"] as const) {
      const nulls = distinct(raw.pin).filter((row) => row[column] === null).length;
      expect({ column, nulls: clean.pin.filter((row) => row[column] === null).length }).toEqual({
        column,
        nulls: nulls + became(column),
      });
    }
  });

  test.each(settings)("answer the eight questions as plain loops do with %j", async (options) => {
    const expected = oracle(clean, options);
    const answers = await answersOf(cleaned(seed, size), options);
    expect(answers.map(([name]) => name)).toEqual(Object.keys(expected));
    for (const [name, rows] of answers) {
      expect({ name, rows: asText(rows) }).toEqual({ name, rows: asText(expected[name] ?? []) });
    }
  });
});

describe("the eight questions", () => {
  test("do not depend on the order of the rows", async () => {
    const { pin, geo, user } = cleanByLoops(randomRaw(5, 200));
    const mixed = <R>(rows: readonly R[]): readonly R[] =>
      [...rows].reverse().sort((a, b) => (rows.indexOf(a) % 3) - (rows.indexOf(b) % 3));
    const shuffled = framesOfRows({ pin: mixed(pin), geo: mixed(geo), user: mixed(user) });
    expect(await answersOf(shuffled, {})).toEqual(await answersOf(framesOfRows({ pin, geo, user }), {}));
  });

  test("give rows in a defined order", async () => {
    const [top] = question(7, cleaned(11, 300));
    const [rows = []] = await onBoth([top.frame]);
    const groups = rows.map((row) => row.age_group);
    const order = ["18-24", "25-35", "36-50", "+50"];
    expect(groups).toEqual([...groups].sort((a, b) => order.indexOf(String(a)) - order.indexOf(String(b))));
  });

  test("have the columns of the task", () => {
    const tables = cleaned(1, 0);
    const columns = questions.map(({ number }) => [
      number,
      question(number, tables)[0].frame.schema.map((f) => f.name),
    ]);
    expect(Object.fromEntries(columns)).toEqual({
      4: ["country", "category", "category_count"],
      5: ["post_year", "category", "category_count"],
      6: ["country", "poster_name", "follower_count"],
      7: ["age_group", "category", "category_count"],
      8: ["age_group", "median_follower_count"],
      9: ["post_year", "number_users_joined"],
      10: ["post_year", "median_follower_count"],
      11: ["age_group", "post_year", "median_follower_count"],
    });
  });

  test("are eight, and another number is refused", () => {
    expect(questions.map(({ number }) => number)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(() => question(3, cleaned(1, 0))).toThrow("There is no question 3: the questions are 4 to 11.");
  });
});
