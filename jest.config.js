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
  // By default jest leaves one core to itself: half of a small machine.
  maxWorkers: "100%",
  // What runs for seconds here takes minutes on a slow machine that has other work.
  testTimeout: 300_000,
};
