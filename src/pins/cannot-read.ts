import type { BooleanExpr, StringExpr } from "../frame/index.ts";
import { followerCount } from "./follower-count.ts";
import { markers } from "./markers.ts";

/** Whether a text is there, no marker of missing data, and yet no follower count. */
export const isNoCount = (text: StringExpr<null>): BooleanExpr<null> =>
  text.nullIf(markers.follower_count).isNotNull().and(followerCount(text).isNull());

/** Whether a text is there and yet no time. */
export const isNoTime = (text: StringExpr<null>): BooleanExpr<null> =>
  text.isNotNull().and(text.tryCast("timestamp").isNull());
