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
const { build } = await import("./build.js");
await build();
const commandLine = "../dist/src/cli.js";
const { main } = await import(commandLine);
await main(process.argv.slice(2));
