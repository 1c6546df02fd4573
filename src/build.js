// Brings dist/ up to date with src/ and kernels/ before a command runs in a checkout: looks whether it is, and builds where not.
// Plain JavaScript, because it runs before anything is built.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import stamps from "./build-stamp.cjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Builds dist/ where its sources changed; does nothing in an installed package. Returns whether it built. */
export const build = async () => {
  if (!existsSync(join(root, "tsconfig.json"))) return false;
  const former = stamps.readStamp(root);
  if (stamps.isCurrent(root, former)) return false;
  const { buildDist, replaceFile } = await import("./build-dist.js");
  const { sources, written, fingerprint } = await buildDist(root, former, (files) => stamps.fingerprintOf(root, files));
  replaceFile(stamps.stampFile(root), [[fingerprint, ...sources].join("\n"), written.join("\n")].join("\n\n"));
  return true;
};

// Called by itself, as before the package is packed, it leaves nothing of former builds.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build();
  const { removeFormer } = await import("./build-dist.js");
  removeFormer(root, stamps.readStamp(root).written, Number.NEGATIVE_INFINITY);
}
