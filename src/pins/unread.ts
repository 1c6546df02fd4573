import { type Frame, op } from "../frame/index.ts";
import { followerCount } from "./follower-count.ts";
import { markers } from "./markers.ts";
import type { RawGeo, RawPin, RawUser } from "./rows.ts";

/** How many values of a raw table cleanPin turns into null because it cannot read them: one row, one column each. */
export const unreadPin = (raw: Frame<RawPin>) =>
  raw
    .dedupe()
    .derive((d) => ({ count: d.follower_count.nullIf(markers.follower_count) }))
    .rollup((d) => ({
      follower_count: op.countIf(d.count.isNotNull().and(followerCount(d.count).isNull())),
      downloaded: op.countIf(d.downloaded.in([0, 1]).not()),
    }));

/** The same for cleanGeo. */
export const unreadGeo = (raw: Frame<RawGeo>) =>
  raw.dedupe().rollup((d) => ({
    timestamp: op.countIf(d.timestamp.isNotNull().and(d.timestamp.tryCast("timestamp").isNull())),
  }));

/** The same for cleanUser. */
export const unreadUser = (raw: Frame<RawUser>) =>
  raw.dedupe().rollup((d) => ({
    date_joined: op.countIf(d.date_joined.isNotNull().and(d.date_joined.tryCast("timestamp").isNull())),
  }));
