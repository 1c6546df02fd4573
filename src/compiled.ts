import { readdirSync, rmSync } from "node:fs";
import nodeModule from "node:module";
import { join } from "node:path";
import { packageRoot } from "./root.ts";

/** What Node 22 and newer have. */
interface CompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => void;
}

const folder = join(packageRoot, "node_modules", ".cache", "compiled");
/** Modules of cells, of which each edit is another one, are kept too: so many files at most. */
const most = 2000;
/** Milliseconds after which a process that goes on, and may be killed one day, writes down what it has compiled. */
const later = 5000;

/**
 * Keeps what V8 compiles of the modules that this thread loads from now on, for the next start: Node 22 and newer do
 * that, and write it down when the process ends. Nothing is said where the package's folder cannot be written to.
 */
export const keepCompiled = (): void => {
  const { enableCompileCache, flushCompileCache } = nodeModule as CompileCache;
  enableCompileCache?.(folder);
  if (flushCompileCache) setTimeout(flush, later, flushCompileCache).unref();
};

const flush = (write: () => void): void => {
  try {
    if (readdirSync(folder, { recursive: true }).length > most) rmSync(folder, { recursive: true });
    else write();
  } catch {}
};
