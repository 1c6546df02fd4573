import type { Schema } from "../schema.ts";

/** The posts as the database and the topics hold them; the database's column is `index`. */
export const rawPinSchema = [
  { name: "index", type: "int32", nullable: false },
  { name: "unique_id", type: "string", nullable: true },
  { name: "title", type: "string", nullable: true },
  { name: "description", type: "string", nullable: true },
  { name: "poster_name", type: "string", nullable: true },
  { name: "follower_count", type: "string", nullable: true },
  { name: "tag_list", type: "string", nullable: true },
  { name: "is_image_or_video", type: "string", nullable: true },
  { name: "image_src", type: "string", nullable: true },
  { name: "downloaded", type: "int32", nullable: true },
  { name: "save_location", type: "string", nullable: true },
  { name: "category", type: "string", nullable: true },
] as const satisfies Schema;

/** The posts' places as the topics hold them; the time is text. */
export const rawGeoSchema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "timestamp", type: "string", nullable: true },
  { name: "latitude", type: "float64", nullable: true },
  { name: "longitude", type: "float64", nullable: true },
  { name: "country", type: "string", nullable: true },
] as const satisfies Schema;

/** The posts' users as the topics hold them; the time is text. */
export const rawUserSchema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "first_name", type: "string", nullable: true },
  { name: "last_name", type: "string", nullable: true },
  { name: "age", type: "int32", nullable: true },
  { name: "date_joined", type: "string", nullable: true },
] as const satisfies Schema;

/** What cleanPin gives. */
export const pinSchema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "unique_id", type: "string", nullable: true },
  { name: "title", type: "string", nullable: true },
  { name: "description", type: "string", nullable: true },
  { name: "follower_count", type: "int32", nullable: true },
  { name: "poster_name", type: "string", nullable: true },
  { name: "tag_list", type: { kind: "list", element: "string", containsNull: false }, nullable: true },
  { name: "is_image_or_video", type: "string", nullable: true },
  { name: "image_src", type: "string", nullable: true },
  { name: "save_location", type: "string", nullable: true },
  { name: "downloaded", type: "boolean", nullable: true },
  { name: "category", type: "string", nullable: true },
] as const satisfies Schema;

/** What cleanGeo gives; coordinates are latitude, then longitude, in degrees. */
export const geoSchema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "country", type: "string", nullable: true },
  { name: "coordinates", type: { kind: "list", element: "float64", containsNull: true }, nullable: true },
  { name: "timestamp", type: "timestamp", nullable: true },
] as const satisfies Schema;

/** What cleanUser gives. */
export const userSchema = [
  { name: "ind", type: "int32", nullable: false },
  { name: "user_name", type: "string", nullable: true },
  { name: "age", type: "int32", nullable: true },
  { name: "date_joined", type: "timestamp", nullable: true },
] as const satisfies Schema;
