import { type Frame, op } from "../frame/index.ts";
import { followerCount } from "./follower-count.ts";
import { markers } from "./markers.ts";
import type { Pin, RawPin } from "./rows.ts";

/**
 * Cleans posts: duplicates go first, markers of missing data become null, follower counts whole numbers, tags a list.
 * A value that cannot be read becomes null; unreadPin counts those.
 */
export const cleanPin = (raw: Frame<RawPin>): Frame<Pin> =>
  raw
    .dedupe()
    .rename({ index: "ind" })
    .derive((d) => ({
      title: d.title.nullIf(markers.title),
      description: d.description.nullIf(markers.description),
      follower_count: followerCount(d.follower_count.nullIf(markers.follower_count)),
      poster_name: d.poster_name.nullIf(markers.poster_name),
      tag_list: d.tag_list.nullIf(markers.tag_list).split(","),
      image_src: d.image_src.nullIf(markers.image_src),
      save_location: d.save_location.replace(/^Local save in /, ""),
      downloaded: op.when(d.downloaded.in([0, 1]), d.downloaded.eq(1)).otherwise(null),
    }))
    .select(
      "ind",
      "unique_id",
      "title",
      "description",
      "follower_count",
      "poster_name",
      "tag_list",
      "is_image_or_video",
      "image_src",
      "save_location",
      "downloaded",
      "category",
    );
