// Runs the notebook file named on its command line and prints what happens, one JSON object a line: to be killed by tests.
const built = "../../dist/src/run/index.js";
const { runNotebook } = await import(built);
await runNotebook({
  file: process.argv[2],
  onEvent: (/** @type {object} */ event) => process.stdout.write(`${JSON.stringify(event)}\n`),
});
