import { type Access, recordAccess, unrecorded } from "../access.ts";

/** What a call of the pipeline reads or writes as a whole. */
export type Touched = Pick<Access, "kind" | "name" | "write">;

/** Acts, and tells of these reads and writes in place of the many that it is made of. */
export const asOne = <T>(touched: readonly Touched[], action: () => T): T => {
  for (const access of touched) recordAccess({ ...access, fingerprint: "" });
  return unrecorded(action);
};
