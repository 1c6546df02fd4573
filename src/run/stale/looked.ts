import type { RunAccess } from "../types.ts";
import type { Fingerprint } from "./world.ts";

/**
 * The accesses with the fingerprints that a cell cannot make as it ends: of what was written, and of places with no cheap one.
 * What cannot be looked at is `unknown`: its cell is stale next time.
 */
export const looked = (
  accesses: readonly RunAccess[],
  fingerprint: Fingerprint | undefined,
): Promise<readonly RunAccess[]> =>
  Promise.all(
    accesses.map(async (access) => {
      if (access.fingerprint !== "") return access;
      const { hint: _, ...rest } = access;
      return { ...rest, fingerprint: (await fingerprint?.(access).catch(() => undefined)) ?? "unknown" };
    }),
  );
