// Jest's order of test files: those that take long first, so that no worker is left with one while the others have ended.
// Where jest has not run here yet, it knows no durations and goes by size.
import { createRequire } from "node:module";

const { default: Sequencer } = createRequire(import.meta.url)("@jest/test-sequencer");

const long = [
  "test/start",
  "test/cli",
  "test/session/language/files",
  "test/kernel/robust",
  "test/stream/exactly-once",
  "test/kernel/soak",
  "test/run/session",
  "test/run/stale/random",
  "test/run/run",
  "test/run/resume",
  "test/cli/resume",
  "test/report/valid",
  "test/source/profile",
];

/** @typedef {{ readonly path: string }} TestFile */

export default class LongFirst extends Sequencer {
  /** @param {readonly TestFile[]} tests @returns {TestFile[]} */
  sort(tests) {
    const rank = (/** @type {TestFile} */ { path }) => {
      const at = long.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return at < 0 ? long.length : at;
    };
    /** @type {TestFile[]} */
    const sorted = super.sort([...tests]);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
