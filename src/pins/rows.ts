import type { Frame, RowOf } from "../frame/index.ts";
import type { geoSchema, pinSchema, rawGeoSchema, rawPinSchema, rawUserSchema, userSchema } from "./schemas.ts";

export type RawPin = RowOf<typeof rawPinSchema>;
export type RawGeo = RowOf<typeof rawGeoSchema>;
export type RawUser = RowOf<typeof rawUserSchema>;
export type Pin = RowOf<typeof pinSchema>;
export type Geo = RowOf<typeof geoSchema>;
export type User = RowOf<typeof userSchema>;

/** The three cleaned tables. */
export interface PinTables {
  readonly pin: Frame<Pin>;
  readonly geo: Frame<Geo>;
  readonly user: Frame<User>;
}

/** The three raw tables. */
export interface RawTables {
  readonly pin: Frame<RawPin>;
  readonly geo: Frame<RawGeo>;
  readonly user: Frame<RawUser>;
}
