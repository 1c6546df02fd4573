// The process in which a test's command lines run, one after another. Speaks over IPC with cli.ts.
const built = new URL("../../dist/src/cli.js", import.meta.url).href;
/** @type {typeof import("../../src/cli.ts")} */
const { runCommand } = await import(built);

process.on("message", async (/** @type {{ args: string[], cwd: string }} */ { args, cwd }) => {
  process.chdir(cwd);
  let [stdout, stderr] = ["", ""];
  const code = await runCommand(args, {
    print: (text) => {
      stdout += `${text}\n`;
    },
    progress: () => {},
    warn: (text) => {
      stderr += `${text}\n`;
    },
    write: (text) => {
      stderr += text;
    },
    isTerminal: false,
    signal: new AbortController().signal,
    killSignal: () => new AbortController().signal,
  });
  process.send?.({ code, stdout, stderr });
});
process.on("disconnect", () => process.exit(0));
