import { type BooleanExpr, type Columns, desc, type Frame, op, type Row, type StringExpr } from "../frame/index.ts";
import { isNoCount, isNoTime } from "./cannot-read.ts";
import { likeMarkers, markers } from "./markers.ts";
import { oneAfterAnother } from "./one-after-another.ts";
import type { RawGeo, RawPin, RawTables, RawUser } from "./rows.ts";

/** What the cleans make of a value that no rule knows. */
type Becomes = "null" | "itself";

type Unknown<R extends Row> = readonly [
  column: keyof R & string,
  becomes: Becomes,
  isUnknown: (d: Columns<R>) => BooleanExpr<null>,
];

/**
 * The values that no rule knew, for a look and perhaps a rule, with their rows: of each column the most frequent, 100 unless
 * told. The cleans make null of those that they cannot read, and keep the others as they are: `becomes` says which.
 */
export const unknownValues = (
  { pin, geo, user }: Partial<RawTables>,
  { most = 100 }: { readonly most?: number } = {},
) =>
  oneAfterAnother([
    ...(pin ? unknownOf("pin", "index", pin, pinUnknown, most) : []),
    ...(geo ? unknownOf("geo", "ind", geo, geoUnknown, most) : []),
    ...(user ? unknownOf("user", "ind", user, userUnknown, most) : []),
  ]);

const kinds = ["image", "video", "multi-video(story page format)"];

/** A marker of missing data that the column's rule does not take for one. */
const isLikeMarker = (text: StringExpr<null>, known: RegExp): BooleanExpr<null> =>
  text.nullIf(known).matches(likeMarkers);

const isBlankOrLikeMarker = (text: StringExpr<null>): BooleanExpr<null> =>
  text.matches(/^\s*$/).or(text.matches(likeMarkers));

const isOutside = (degrees: Columns<RawGeo>["latitude"], most: number): BooleanExpr<null> =>
  degrees.between(-most, most).not();

const pinUnknown: readonly Unknown<RawPin>[] = [
  ["unique_id", "itself", (d) => d.unique_id.matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i).not()],
  ["title", "itself", (d) => isLikeMarker(d.title, markers.title)],
  ["description", "itself", (d) => isLikeMarker(d.description, markers.description)],
  ["poster_name", "itself", (d) => isLikeMarker(d.poster_name, markers.poster_name)],
  ["follower_count", "null", (d) => isNoCount(d.follower_count)],
  ["tag_list", "itself", (d) => isLikeMarker(d.tag_list, markers.tag_list)],
  ["is_image_or_video", "itself", (d) => d.is_image_or_video.in(kinds).not()],
  [
    "image_src",
    "itself",
    (d) =>
      d.image_src
        .nullIf(markers.image_src)
        .matches(/^https?:\/\//i)
        .not(),
  ],
  ["downloaded", "null", (d) => d.downloaded.in([0, 1]).not()],
  ["save_location", "itself", (d) => d.save_location.startsWith("Local save in /").not()],
  ["category", "itself", (d) => isBlankOrLikeMarker(d.category)],
];
const geoUnknown: readonly Unknown<RawGeo>[] = [
  ["timestamp", "null", (d) => isNoTime(d.timestamp)],
  ["latitude", "itself", (d) => isOutside(d.latitude, 90).or(d.latitude.isNull().and(d.longitude.isNotNull()))],
  ["longitude", "itself", (d) => isOutside(d.longitude, 180).or(d.longitude.isNull().and(d.latitude.isNotNull()))],
  ["country", "itself", (d) => isBlankOrLikeMarker(d.country)],
];
const userUnknown: readonly Unknown<RawUser>[] = [
  ["first_name", "itself", (d) => isBlankOrLikeMarker(d.first_name)],
  ["last_name", "itself", (d) => isBlankOrLikeMarker(d.last_name)],
  ["age", "itself", (d) => d.age.between(18, 120).not()],
  ["date_joined", "null", (d) => isNoTime(d.date_joined)],
];

/** First the numbers that rows of different content have: a join on them doubles posts. */
const unknownOf = <R extends Row>(
  table: string,
  ind: keyof R & string,
  raw: Frame<R>,
  columns: readonly Unknown<R>[],
  most: number,
) => {
  const rows = raw.dedupe();
  const several = counted(rows, ind).filter((d) => d.rows.gt(1));
  return [
    listed(table, ind, "itself", several, most),
    ...columns.map(([column, becomes, isUnknown]) =>
      listed(table, column, becomes, counted(rows.filter(isUnknown), column), most),
    ),
  ];
};

const counted = <R extends Row>(rows: Frame<R>, column: keyof R & string) => {
  const valued = rows.derive((d) => ({ value: (d[column] as unknown as StringExpr<null>).cast("string") }));
  return (valued as unknown as Frame<{ readonly value: string | null }>).groupby("value").count({ as: "rows" });
};

const listed = (
  table: string,
  column: string,
  becomes: Becomes,
  values: Frame<{ readonly value: string | null; readonly rows: number }>,
  most: number,
) =>
  values
    .orderby((d) => [desc(d.rows), d.value])
    .slice(0, most)
    .derive(() => ({
      table: op.constant(table),
      column: op.constant(column),
      becomes: op.constant(becomes as string),
    }))
    .select("table", "column", "value", "becomes", "rows");
