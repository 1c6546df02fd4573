#!/usr/bin/env node
// The command `pinbook`: refuses a Node that is too old, brings dist/ up to date in a checkout, hands over to the command line.
// Plain CommonJS, so that an old Node can still read it and say what is wrong, and that Node need not load what loads modules.
"use strict";
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `pinbook: Node ${process.versions.node} is too old: 20.19 or newer is needed. Install it from https://nodejs.org, then run the command again.`,
  );
  process.exit(2);
}
const { existsSync } = require("node:fs");
const { dirname, join } = require("node:path");

const root = dirname(__dirname);
const words = process.argv.slice(2);
const kind = words[0] === "kernel" ? `kernel-${words[1]}` : String(words[0]);

/** A program of dist/. */
const built = (/** @type {string} */ name) => require(`../dist/${name}.cjs`);

/**
 * Starts what takes longest. Returns what ends it again.
 * @returns {(() => Promise<void>) | undefined}
 */
const begin = () => {
  if (/^[a-z-]+$/.test(kind)) built("load").keep(kind);
  return kind === "run" || kind === "kernel-start" ? built("src/cli/start-ahead").startAhead(words) : undefined;
};

const launch = async () => {
  if (existsSync(join(root, "tsconfig.json"))) await beginInCheckout();
  else begin();
  await built("src/cli").main(words);
};

// What was built is mostly that of the sources: it need not wait until they were looked at.
const beginInCheckout = async () => {
  const end = beginIfBuilt();
  if (require("./build-stamp.cjs").isCurrent(root)) return;
  await end?.();
  await (await import("./build.js")).build();
  for (const file of Object.keys(require.cache)) if (file.startsWith(join(root, "dist"))) delete require.cache[file];
  begin();
};

const beginIfBuilt = () => {
  try {
    return begin();
  } catch {
    return undefined;
  }
};

launch();
