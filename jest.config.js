import { availableParallelism } from "node:os";

/** @type {import("jest").Config} */
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/test/real/", "/test/bench/", "/test/soak/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.pinbook/"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/test/support/transform.js" },
  globalSetup: "<rootDir>/test/support/global-setup.js",
  testSequencer: "<rootDir>/test/support/sequencer.js",
  testEnvironment: "node",
  // Tests wait for the processes that they start: with a worker a core, cores would often have nothing to do.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // What runs for seconds here takes minutes on a slow machine that has other work.
  testTimeout: 300_000,
};
