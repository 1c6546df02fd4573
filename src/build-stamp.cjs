// Whether dist/ is what its sources make: one look at the time and size of each. Plain JavaScript, because it runs before anything is built.
"use strict";
const { readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");

/** @typedef {{ readonly fingerprint: string, readonly sources: readonly string[], readonly written: readonly string[] }} Stamp What a build was made of, and the files that it wrote. */

/** Where a build's stamp is. */
const stampFile = (/** @type {string} */ root) => join(root, "dist", "stamp.txt");

/**
 * The stamp of the last build; of none where there was none.
 * @returns {Stamp}
 */
const readStamp = (/** @type {string} */ root) => {
  const [top = "", written = ""] = read(stampFile(root)).split("\n\n");
  const [fingerprint = "", ...sources] = top.split("\n");
  return { fingerprint, sources, written: written.split("\n") };
};

/** Whether nothing changed since the build of this stamp. */
const isCurrent = (/** @type {string} */ root, { fingerprint, sources } = readStamp(root)) =>
  sources.length > 0 && fingerprint === fingerprintOf(root, sources);

/** Changes with the time and the size of each file, and where one comes or goes. */
const fingerprintOf = (/** @type {string} */ root, /** @type {readonly string[]} */ files) => {
  let sum = files.length;
  for (const file of files) {
    const found = statSync(`${root}/${file}`, { throwIfNoEntry: false });
    sum = (sum * 31 + (found ? found.mtimeMs * 1000 + found.size : 1)) % 2 ** 47;
  }
  return String(sum);
};

const read = (/** @type {string} */ path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

module.exports = { fingerprintOf, isCurrent, readStamp, stampFile };
