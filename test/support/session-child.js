// The process in which a test's session runs: it has the global scope to itself. Speaks over IPC with session-process.ts.
const built = new URL("../../dist/src/session/index.js", import.meta.url).href;
/** @type {typeof import("../../src/session/index.ts")} */
const { createSession } = await import(built);
const send = (/** @type {object} */ message) => process.send?.(message);
const session = await createSession({
  cwd: process.argv[2] ?? process.cwd(),
  types: process.argv[3] === "types",
  onOutput: (output, tag) => send({ output, tag }),
});

process.on("message", async (/** @type {{ id: number, method: "execute", args: [never] }} */ { id, method, args }) => {
  const result = await session[method](...args);
  send({ id, result });
});
process.on("disconnect", () => process.exit(0));
send({ id: 0 });
