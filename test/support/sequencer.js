// Jest's order of test files: those that take long first, so that no worker is left with one while the others have ended.
// Where jest has not run here yet, it knows no durations and goes by size.
import { createRequire } from "node:module";

const { default: Sequencer } = createRequire(import.meta.url)("@jest/test-sequencer");

const long = [
  "test/start",
  "test/run/rerun",
  "test/frame/conformance",
  "test/kernel/robust",
  "test/session/language/files",
  "test/launch",
  "test/cli",
  "test/storage/file-store",
  "test/kafka/sink/journey",
  "test/run/run",
  "test/run/session",
  "test/kernel/soak",
  "test/report/site",
  "test/report/languages",
  "test/frame/crossing-types",
  "test/run/resume",
  "test/cli/resume",
  "test/cli/run-jobs",
  "test/report/mask",
  "test/report/valid",
  "test/kernel/memory",
  "test/run/diff/diff",
  "test/run/keeping",
  "test/run/run-many",
  "test/stack",
  "test/kernel/stale",
  "test/kernel/clients",
  "test/build",
  "test/frame/fuzz",
  "test/run/stale/random",
  "test/stream/exactly-once",
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
