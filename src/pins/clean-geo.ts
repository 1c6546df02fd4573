import { type Frame, op } from "../frame/index.ts";
import type { Geo, RawGeo } from "./rows.ts";

/** Cleans places: duplicates go first, latitude and longitude become one list, the time a timestamp of UTC. */
export const cleanGeo = (raw: Frame<RawGeo>): Frame<Geo> =>
  raw
    .dedupe()
    .derive((d) => ({
      coordinates: op
        .when(d.latitude.isNotNull().or(d.longitude.isNotNull()), op.list(d.latitude, d.longitude))
        .otherwise(null),
      timestamp: d.timestamp.tryCast("timestamp"),
    }))
    .select("ind", "country", "coordinates", "timestamp");
