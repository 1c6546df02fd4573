import { type Frame, op } from "../frame/index.ts";
import type { RawUser, User } from "./rows.ts";

/** Cleans users: duplicates go first, the names become one, the time of joining a timestamp of UTC. */
export const cleanUser = (raw: Frame<RawUser>): Frame<User> =>
  raw
    .dedupe()
    .derive((d) => ({
      user_name: op.concat(d.first_name, " ", d.last_name),
      date_joined: d.date_joined.tryCast("timestamp"),
    }))
    .select("ind", "user_name", "age", "date_joined");
