import type { RawRow } from "../bench/batch/rows.ts";

/** A raw row's values; what is missing on the line is null. */
export type Raw = Readonly<Record<string, string | number | null>>;
type Cell = string | number | boolean | Date | null | readonly (string | number | null)[];
export type Clean = Readonly<Record<string, Cell>>;

/** Rows of which each stands once, whatever is missing being null. */
export const distinct = (rows: readonly RawRow[], columns: readonly string[]): readonly Raw[] => [
  ...new Map(
    rows.map((row) => {
      const full = Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
      return [JSON.stringify(full), full] as const;
    }),
  ).values(),
];

/** A post cleaned by hand: no frame, no regular expression of ours. */
export const cleanPin = (row: Raw): Clean => ({
  ind: row.index ?? null,
  unique_id: row.unique_id ?? null,
  title: unless(row.title, "No Title Data Available"),
  description: unless(row.description, "No description available", "No description available Story format", "Untitled"),
  follower_count: countOf(unless(row.follower_count, "User Info Error")),
  poster_name: unless(row.poster_name, "User Info Error"),
  tag_list: unless(row.tag_list, "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e")?.split(",") ?? null,
  is_image_or_video: row.is_image_or_video ?? null,
  image_src: unless(row.image_src, "Image src error.", "Image src error"),
  save_location: text(row.save_location)?.replace("Local save in ", "") ?? null,
  downloaded: row.downloaded === 0 || row.downloaded === 1 ? row.downloaded === 1 : null,
  category: row.category ?? null,
});

/** A place cleaned by hand. */
export const cleanGeo = (row: Raw): Clean => ({
  ind: row.ind ?? null,
  country: row.country ?? null,
  coordinates: row.latitude === null && row.longitude === null ? null : [row.latitude ?? null, row.longitude ?? null],
  timestamp: timeOf(row.timestamp),
});

/** A user cleaned by hand. */
export const cleanUser = (row: Raw): Clean => ({
  ind: row.ind ?? null,
  user_name: row.first_name === null || row.last_name === null ? null : `${row.first_name} ${row.last_name}`,
  age: row.age ?? null,
  date_joined: timeOf(row.date_joined),
});

const text = (value: string | number | null | undefined): string | null => (typeof value === "string" ? value : null);

const unless = (value: string | number | null | undefined, ...markers: string[]): string | null => {
  const given = text(value);
  return given === null || given.trim() === "" || markers.includes(given) ? null : given;
};

const countOf = (given: string | null): number | null => {
  const count = given?.trim().toLowerCase() ?? "";
  const unit = { k: 1000, m: 1_000_000 }[count.at(-1) ?? ""] ?? 1;
  const digits = unit === 1 ? count : count.slice(0, -1);
  const isNumber = digits !== "" && [...digits].every((sign) => "0123456789.".includes(sign));
  return isNumber ? Math.round(Number(digits) * unit) : null;
};

const timeOf = (given: string | number | null | undefined): Date | null => {
  const date = new Date(`${text(given)}Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 19) !== given ? null : date;
};
