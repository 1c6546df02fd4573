/** @type {import("jest").Config} */
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/test/real/", "/test/bench/", "/test/soak/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.pinbook/"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/test/support/transform.js" },
  globalSetup: "<rootDir>/test/support/global-setup.js",
  testEnvironment: "node",
  testTimeout: 180_000,
};
