#!/usr/bin/env node
// The command `pinbook`: refuses a Node that is too old, brings dist/ up to date in a checkout, hands over to the command line.
// Plain JavaScript with no static import, so that an old Node can still read it and say what is wrong.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `pinbook: Node ${process.versions.node} is too old: 20.19 or newer is needed. Install it from https://nodejs.org, then run the command again.`,
  );
  process.exit(2);
}
const { existsSync } = await import("node:fs");
if (existsSync(new URL("../tsconfig.json", import.meta.url))) await (await import("./build.js")).build();
const words = process.argv.slice(2);
const { createRequire } = await import("node:module");
const require = createRequire(import.meta.url);
const [kind = "", second = ""] = words;
if (/^[a-z]+$/.test(kind)) require("../dist/load.cjs").keep(kind === "kernel" ? `${kind}-${second}` : kind);
if (kind === "kernel" || kind === "run") require("../dist/src/cli/start-ahead.cjs").startAhead(words);
await require("../dist/src/cli.cjs").main(words);
