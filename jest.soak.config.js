import base from "./jest.config.js";

/** @type {import("jest").Config} */
export default {
  ...base,
  // Servers and browsers want the cores for themselves.
  maxWorkers: 1,
  testMatch: ["<rootDir>/test/soak/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 3_600_000,
};
