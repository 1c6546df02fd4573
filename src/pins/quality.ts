import {
  type BooleanExpr,
  type Columns,
  type Expr,
  type Frame,
  op,
  type Row,
  type StringExpr,
} from "../frame/index.ts";
import { followerCount } from "./follower-count.ts";
import { markers } from "./markers.ts";
import type { RawGeo, RawPin, RawUser } from "./rows.ts";

/** The three raw tables. */
export interface RawTables {
  readonly pin: Frame<RawPin>;
  readonly geo: Frame<RawGeo>;
  readonly user: Frame<RawUser>;
}

type Rule<R extends Row> = readonly [
  column: keyof R & string,
  rule: string,
  changes: (d: Columns<R>) => BooleanExpr<null>,
];
/** The values of a column that no rule knows. */
type Unknown<R extends Row> = readonly [
  column: string,
  values: (rows: Frame<R>) => Frame<{ readonly value: string | null }>,
];

/** What each rule of the cleans changed: a row a rule, with the number of rows that it changed. */
export const ruleCounts = ({ pin, geo, user }: RawTables) =>
  countRules("pin", pin, pinRules).concat(countRules("geo", geo, geoRules), countRules("user", user, userRules));

/** The values that no rule knew: the cleans make null of those that they cannot read, and keep the others as they are. */
export const unknownValues = ({ pin, geo, user }: RawTables) =>
  listUnknown("pin", pin, pinUnknown).concat(
    listUnknown("geo", geo, geoUnknown),
    listUnknown("user", user, userUnknown),
  );

const isMarked =
  (column: keyof typeof markers) =>
  (d: Columns<RawPin>): BooleanExpr<null> =>
    d[column].matches(markers[column]);

const isCount = (text: StringExpr<null>): BooleanExpr<null> =>
  text.nullIf(markers.follower_count).isNotNull().and(followerCount(text).isNull());

const isNoTime = (text: StringExpr<null>): BooleanExpr<null> =>
  text.isNotNull().and(text.tryCast("timestamp").isNull());

const pinRules: readonly Rule<RawPin>[] = [
  ["title", "a marker of missing data becomes null", isMarked("title")],
  ["description", "a marker of missing data becomes null", isMarked("description")],
  ["follower_count", "a marker of missing data becomes null", isMarked("follower_count")],
  [
    "follower_count",
    "k and M become thousands and millions",
    (d) => d.follower_count.trim().matches(/^\d+(\.\d+)?[km]$/i),
  ],
  ["follower_count", "what cannot be read becomes null", (d) => isCount(d.follower_count)],
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
  ["date_joined", "what cannot be read becomes null", (d) => isNoTime(d.date_joined)],
];

const kinds = ["image", "video", "multi-video(story page format)"];

const pinUnknown: readonly Unknown<RawPin>[] = [
  [
    "follower_count",
    (pin) =>
      pin
        .filter((d) => isCount(d.follower_count))
        .rename({ follower_count: "value" })
        .select("value"),
  ],
  [
    "downloaded",
    (pin) =>
      pin
        .filter((d) => d.downloaded.in([0, 1]).not())
        .derive((d) => ({ value: d.downloaded.cast("string") }))
        .select("value"),
  ],
  [
    "is_image_or_video",
    (pin) =>
      pin
        .filter((d) => d.is_image_or_video.in(kinds).not())
        .rename({ is_image_or_video: "value" })
        .select("value"),
  ],
];
const geoUnknown: readonly Unknown<RawGeo>[] = [
  [
    "timestamp",
    (geo) =>
      geo
        .filter((d) => isNoTime(d.timestamp))
        .rename({ timestamp: "value" })
        .select("value"),
  ],
];
const userUnknown: readonly Unknown<RawUser>[] = [
  [
    "date_joined",
    (user) =>
      user
        .filter((d) => isNoTime(d.date_joined))
        .rename({ date_joined: "value" })
        .select("value"),
  ],
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

const listUnknown = <R extends Row>(table: string, raw: Frame<R>, columns: readonly Unknown<R>[]) => {
  const rows = raw.dedupe();
  const [first, ...others] = columns.map(([column, values]) =>
    values(rows)
      .groupby("value")
      .count({ as: "rows" })
      .orderby("value")
      .derive(() => ({ table: op.constant(table), column: op.constant(column) }))
      .select("table", "column", "value", "rows"),
  );
  if (!first) throw new Error(`no column of ${table} is looked at`);
  return first.concat(...others);
};
