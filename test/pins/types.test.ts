import { expect, test } from "@jest/globals";
import type { Frame } from "../../src/frame/index.ts";
import { fromRows } from "../../src/frame/index.ts";
import {
  geoSchema,
  type PinTables,
  pinSchema,
  question4,
  question5,
  question6,
  question7,
  question8,
  question9,
  question10,
  question11,
  userSchema,
} from "../../src/pins/index.ts";

const tables: PinTables = {
  pin: fromRows([], pinSchema, { name: "pin" }),
  geo: fromRows([], geoSchema, { name: "geo" }),
  user: fromRows([], userSchema, { name: "user" }),
};

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const rows = <Should>() => ({
  of: <F>(
    _frame: F,
    ..._: Equal<F extends Frame<infer R> ? R : never, Should> extends true ? [] : [difference: F]
  ): void => {},
});

interface Counted {
  readonly category: string | null;
  readonly category_count: number;
}
type Flat<T> = { readonly [K in keyof T]: T[K] };

test("the rows of every question have the types of the task's columns", () => {
  const [four, five, seven] = [question4(tables), question5(tables), question7(tables)];
  rows<Flat<{ country: string | null } & Counted>>().of(four.top);
  rows<Flat<{ country: string | null } & Counted>>().of(four.counts);
  rows<Flat<{ post_year: number | null } & Counted>>().of(five.top);
  rows<Flat<{ post_year: number | null } & Counted>>().of(five.counts);
  rows<Flat<{ age_group: string | null } & Counted>>().of(seven.top);
  rows<Flat<{ age_group: string | null } & Counted>>().of(seven.counts);
  type Followed<N extends string> = Flat<
    { country: string | null } & { [K in N]: string | null } & { follower_count: number | null }
  >;
  rows<Followed<"poster_name">>().of(question6(tables).perCountry);
  rows<Followed<"poster_name">>().of(question6(tables, { followersOf: "poster" }).perCountry);
  rows<Followed<"user_name">>().of(question6(tables, { followersOf: "user" }).perCountry);
  rows<Flat<{ country: string | null; follower_count: number | null }>>().of(question6(tables).top);
  rows<Flat<{ age_group: string | null; median_follower_count: number | null }>>().of(question8(tables).medians);
  rows<Flat<{ post_year: number | null; number_users_joined: number }>>().of(question9(tables).joined);
  rows<Flat<{ post_year: number | null; median_follower_count: number | null }>>().of(question10(tables).medians);
  type Both = Flat<{ age_group: string | null; post_year: number | null; median_follower_count: number | null }>;
  rows<Both>().of(question11(tables, { per: "post", median: "lower" }).medians);
  expect(question11(tables).medians.schema).toHaveLength(3);
});

/** Never called: what follows must not compile. */
const refused = async () => {
  // @ts-expect-error question 4 takes no options
  question4(tables, { per: "post" });
  // @ts-expect-error question 5 takes no options
  question5(tables, { median: "lower" });
  // @ts-expect-error a name that question 6 does not compare
  question6(tables, { followersOf: "category" });
  // @ts-expect-error an option of other questions
  question6(tables, { per: "post" });
  // @ts-expect-error the users' names are not there where posters are compared
  (await question6(tables).perCountry.toRows()).map((row) => row.user_name);
  // @ts-expect-error neither users nor posts
  question8(tables, { per: "pin" });
  // @ts-expect-error no median
  question8(tables, { median: "upper" });
  // @ts-expect-error an option of question 6
  question8(tables, { followersOf: "user" });
  // @ts-expect-error question 9 has no median
  question9(tables, { median: "lower" });
  // @ts-expect-error a column that the answer does not have
  question10(tables).medians.select("age_group");
  // @ts-expect-error a median is null where there is none
  (await question11(tables).medians.toRows()).map((row) => row.median_follower_count.toFixed());
  // @ts-expect-error raw tables are no cleaned ones
  question9({ pin: tables.geo, geo: tables.geo, user: tables.user });
};

test("wrong options, columns and tables do not compile", () => {
  expect(refused).toBeInstanceOf(Function);
});
