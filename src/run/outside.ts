import { join } from "node:path";
import { type Access, type LazyAccess, onAccess } from "../access.ts";
import type { Outside } from "../session/index.ts";
import { createAccessLog } from "./access-log.ts";
import { watchFiles } from "./file-accesses.ts";
import { knownModules } from "./stale/known-modules.ts";
import { looked } from "./stale/looked.ts";
import { moduleVersions } from "./stale/module-versions.ts";
import { createWorld, type Fingerprint } from "./stale/world.ts";

export interface OutsideOptions {
  /** Imports resolve from it. */
  readonly folder: string;
  /** Where runs keep what they know. */
  readonly home: string;
  readonly fingerprint?: Fingerprint | undefined;
}

/** What the cells of a session in this process read, write and import from now on, by the keys and fingerprints of runs. Once a process. */
export const watchOutside = ({ folder, home, fingerprint }: OutsideOptions): Outside => {
  // A cell that runs others, as %rerun does, waits below them.
  const hearing: ((access: LazyAccess) => void)[] = [];
  onAccess((access) => hearing.at(-1)?.(access));
  watchFiles();
  return {
    begin: () => {
      const log = createAccessLog();
      hearing.push(log.add);
      return async () => {
        hearing.splice(hearing.lastIndexOf(log.add), 1);
        fingerprint?.forget?.();
        return (await looked(log.accesses(), fingerprint)) as readonly Access[];
      };
    },
    modules: () => moduleVersions(folder, knownModules(join(home, "cells", "modules.json"))),
    changes: async (cells) => {
      // Others write there too.
      fingerprint?.forget?.();
      // The environment outside of this process is what it was when it began, whatever cells set.
      const states = cells.map((all, index) => ({ accesses: all.filter(({ kind }) => kind !== "env"), index }));
      const world = await createWorld({ states, path: undefined, fingerprint });
      return states.map(world.changed);
    },
  };
};
