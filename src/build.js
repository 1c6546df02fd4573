// Brings dist/ up to date with src/ and kernels/ before a command runs in a checkout: looks whether it is, and builds where not.
// Plain JavaScript, because it runs before anything is built.
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "dist", "stamp.txt");

/** @typedef {{ readonly fingerprint: string, readonly sources: readonly string[], readonly written: readonly string[] }} Stamp What a build was made of, and the files that it wrote. */

/** Builds dist/ where its sources changed; does nothing in an installed package. Returns whether it built. */
export const build = async () => {
  if (!statSync(join(root, "tsconfig.json"), { throwIfNoEntry: false })) return false;
  const former = readStamp();
  if (former.sources.length > 0 && former.fingerprint === fingerprint(former.sources)) return false;
  const { buildDist, replaceFile } = await import("./build-dist.js");
  const { sources, written, ...made } = await buildDist(root, former, fingerprint);
  replaceFile(stamp, [[made.fingerprint, ...sources].join("\n"), written.join("\n")].join("\n\n"));
  return true;
};

/** Changes with the time and the size of each file, and where one comes or goes. */
const fingerprint = (/** @type {readonly string[]} */ files) => {
  let sum = files.length;
  for (const file of files) {
    const found = statSync(`${root}/${file}`, { throwIfNoEntry: false });
    sum = (sum * 31 + (found ? found.mtimeMs * 1000 + found.size : 1)) % 2 ** 47;
  }
  return String(sum);
};

/** @returns {Stamp} */
const readStamp = () => {
  const [top = "", written = ""] = read(stamp).split("\n\n");
  const [fingerprint = "", ...sources] = top.split("\n");
  return { fingerprint, sources, written: written.split("\n") };
};

const read = (/** @type {string} */ path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

// Called by itself, as before the package is packed, it leaves nothing of former builds.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build();
  const { removeFormer } = await import("./build-dist.js");
  removeFormer(root, readStamp().written, Number.NEGATIVE_INFINITY);
}
