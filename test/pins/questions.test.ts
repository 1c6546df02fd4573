import { describe, expect, test } from "@jest/globals";
import { type QuestionOptions, question, questions } from "../../src/pins/index.ts";
import { rowsOf } from "../frame/conforms.ts";
import { oracle } from "./oracle.ts";
import { type Post, randomPosts, tablesOf } from "./random-tables.ts";

const asText = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

const answersOf = async (posts: readonly Post[], options: QuestionOptions) => {
  const tables = tablesOf(posts);
  const answers = questions.flatMap(({ number }) =>
    question(number, tables, options).map(({ name, frame }) => ({ name: `${number} ${name}`, frame })),
  );
  return Promise.all(answers.map(async ({ name, frame }) => [name, (await rowsOf(frame)).map(Object.values)] as const));
};

const settings: readonly QuestionOptions[] = [
  {},
  { per: "post", median: "lower", followersOf: "user" },
  { per: "user", median: "lower" },
  { per: "post", median: "exact", followersOf: "poster" },
];
const sizes = [0, 1, 7, 60, 400];
const cases = settings.flatMap((options) => sizes.map((size) => ({ options, size })));

describe("the eight questions", () => {
  test.each(cases)("agree with plain loops over $size posts with $options", async ({ options, size }) => {
    const posts = randomPosts(size * 7 + 1, size);
    const expected = oracle(posts, options);
    const answers = await answersOf(posts, options);
    expect(answers.map(([name]) => name)).toEqual(Object.keys(expected));
    for (const [name, rows] of answers) {
      expect({ name, rows: asText(rows) }).toEqual({ name, rows: asText(expected[name] ?? []) });
    }
  });

  test("do not depend on the order of the rows", async () => {
    const posts = randomPosts(5, 200);
    const shuffled = [...posts.filter((_, at) => at % 2 === 1), ...posts.filter((_, at) => at % 2 === 0)];
    expect(await answersOf(shuffled, {})).toEqual(await answersOf(posts, {}));
  });

  test("give rows in a defined order", async () => {
    const tables = tablesOf(randomPosts(11, 300));
    const [top] = question(7, tables);
    const groups = (await rowsOf(top.frame)).map((row) => row.age_group);
    const order = ["18-24", "25-35", "36-50", "+50"];
    expect(groups).toEqual([...groups].sort((a, b) => order.indexOf(String(a)) - order.indexOf(String(b))));
  });

  test("have the columns of the task", () => {
    const tables = tablesOf([]);
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
    expect(() => question(3, tablesOf([]))).toThrow("There is no question 3: the questions are 4 to 11.");
  });
});
