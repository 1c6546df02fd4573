import { type BooleanExpr, type Columns, type Expr, type Frame, op, type Row } from "../frame/index.ts";
import { isNoCount, isNoTime } from "./cannot-read.ts";
import { markers } from "./markers.ts";
import { oneAfterAnother } from "./one-after-another.ts";
import type { RawGeo, RawPin, RawTables, RawUser } from "./rows.ts";

type Rule<R extends Row> = readonly [column: string, rule: string, changes: (d: Columns<R>) => BooleanExpr<null>];

/**
 * What each rule of the cleans changed: a row a rule, with the number of rows that it changed. The rows of a table less those
 * that were there already are its cleaned rows; a column's nulls and its rules that say "becomes null" are its cleaned nulls.
 */
export const ruleCounts = ({ pin, geo, user }: Partial<RawTables>) =>
  oneAfterAnother([
    ...(pin ? [countRules("pin", pin, pinRules)] : []),
    ...(geo ? [countRules("geo", geo, geoRules)] : []),
    ...(user ? [countRules("user", user, userRules)] : []),
  ]);

const isMarked =
  (column: keyof typeof markers) =>
  (d: Columns<RawPin>): BooleanExpr<null> =>
    d[column].matches(markers[column]);

const pinRules: readonly Rule<RawPin>[] = [
  ["title", "a marker of missing data becomes null", isMarked("title")],
  ["description", "a marker of missing data becomes null", isMarked("description")],
  ["follower_count", "a marker of missing data becomes null", isMarked("follower_count")],
  [
    "follower_count",
    "k and M become thousands and millions",
    (d) =>
      d.follower_count
        .trim()
        .matches(/^\d+(\.\d+)?[km]$/i)
        .and(isNoCount(d.follower_count).not()),
  ],
  ["follower_count", "what cannot be read becomes null", (d) => isNoCount(d.follower_count)],
  ["poster_name", "a marker of missing data becomes null", isMarked("poster_name")],
  ["tag_list", "a marker of missing data becomes null", isMarked("tag_list")],
  ["image_src", "a marker of missing data becomes null", isMarked("image_src")],
  ["save_location", "the words before the path go", (d) => d.save_location.startsWith("Local save in ")],
  ["downloaded", "what is neither 0 nor 1 becomes null", (d) => d.downloaded.in([0, 1]).not()],
];
const geoRules: readonly Rule<RawGeo>[] = [
  ["timestamp", "what cannot be read becomes null", (d) => isNoTime(d.timestamp)],
];
const userRules: readonly Rule<RawUser>[] = [
  [
    "user_name",
    "a name of which one part is missing becomes null",
    (d) => d.first_name.isNull().eq(d.last_name.isNull()).not(),
  ],
  ["date_joined", "what cannot be read becomes null", (d) => isNoTime(d.date_joined)],
];

const countRules = <R extends Row>(table: string, raw: Frame<R>, rules: readonly Rule<R>[]) => {
  const rows = raw.dedupe();
  const duplicates = raw
    .count({ as: "before" })
    .cross(rows.count({ as: "after" }))
    .derive((d) => named(table, "all", "a row that is there already goes", { rows: d.before.sub(d.after) }))
    .select("table", "column", "rule", "rows");
  const counts = rules.map(([column, rule, changes]) =>
    rows.rollup((d) => named(table, column, rule, { rows: op.countIf(changes(d)) })),
  );
  return duplicates.concat(...counts);
};

const named = <E extends Readonly<Record<string, Expr>>>(table: string, column: string, rule: string, more: E) => ({
  table: op.constant(table),
  column: op.constant(column),
  rule: op.constant(rule),
  ...more,
});
