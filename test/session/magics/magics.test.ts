import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../../src/root.ts";
import { type SessionProcess, startSession } from "../../support/session-process.ts";
import { temporaryFolder } from "../../support/temporary.ts";

let folder: string;
let session: SessionProcess;

beforeAll(async () => {
  folder = await realpath(await temporaryFolder());
  session = await startSession(packageRoot, folder);
});
afterAll(() => session.close());

const failure = async (code: string) => {
  const { reply } = await session.run(code);
  if (reply.status !== "error") throw new Error("the cell did not fail");
  return reply.traceback.join("\n");
};

describe("%time", () => {
  test("tells how long an expression took and gives its value", async () => {
    const { stdout, result } = await session.run("%time await Promise.resolve(6 * 7) // the answer");
    expect(stdout).toMatch(/^[\d.]+ (ns|µs|ms|s)\n$/);
    expect(result).toBe("42");
  });

  test("leaves the names that statements declare, also over several lines", async () => {
    const { stdout } = await session.run("%time const timed = [\n  1,\n  2,\n]\nconst after: number = timed.length");
    expect(stdout).toMatch(/s\n$/);
    expect((await session.run("after + timed[0]")).result).toBe("3");
  });

  test("times a whole cell, also one that fails", async () => {
    expect(await session.run("%%time\nconst whole: number = 5\nwhole")).toMatchObject({
      result: "5",
      stdout: expect.stringMatching(/s\n$/),
    });
    const { stdout, reply } = await session.run("%%time\nthrow new Error('x')");
    expect(stdout).toMatch(/s\n$/);
    expect(reply).toMatchObject({
      traceback: expect.arrayContaining([expect.stringMatching(/^Cell \[\d+\], line 2$/)]),
    });
  });
});

describe("%timeit", () => {
  test("tells the mean of many runs", async () => {
    const { stdout } = await session.run("%timeit -n 10 -r 3 Math.sqrt(2)");
    expect(stdout).toMatch(/^[\d.]+ \S+ ± [\d.]+ \S+ a loop \(mean ± standard deviation of 3 runs, 10 loops each\)\n$/);
  });

  test("runs a cell as often as it was told", async () => {
    await session.run("let loops = 0");
    await session.run("%%timeit -n 2 -r 2\nloops++;\nawait null");
    expect((await session.run("loops")).result).toBe("4");
  });

  test("chooses the number of loops itself", async () => {
    await session.run("let rounds = 0");
    const { stdout } = await session.run("%timeit -r 1 rounds++");
    expect(stdout).toMatch(/of 1 runs, [\d,]+ loops each/);
  });
});

describe("%env, %cd and %pwd", () => {
  test("set and show the environment, and hide what may be a secret", async () => {
    await session.run("%env PINBOOK_TRY=one two");
    expect((await session.run("%env PINBOOK_TRY")).stdout).toBe("one two\n");
    expect((await session.run("process.env.PINBOOK_TRY")).result).toBe("'one two'");
    await session.run("%env PINBOOK_SECRET = deep");
    expect((await session.run("%env")).stdout).toContain("PINBOOK_SECRET=*** (process.env.PINBOOK_SECRET has it)");
    expect((await session.run("%env PINBOOK_NONE")).stdout).toContain("is not set");
  });

  test("change the folder, and back to the notebook's", async () => {
    await session.run("%cd\n!mkdir below");
    expect((await session.run("%cd below")).stdout).toBe(`${join(folder, "below")}\n`);
    expect((await session.run("!pwd")).stdout).toBe(`${join(folder, "below")}\n`);
    await session.run("%cd");
    expect((await session.run("%pwd")).stdout).toBe(`${folder}\n`);
    expect(await failure("%cd nowhere")).toContain(`${join(folder, "nowhere")} is no folder`);
  });
});

describe("%who and %reset", () => {
  test("show the names that cells made, and empty them", async () => {
    await session.run("%reset");
    expect((await session.run("%who")).stdout).toBe("no names yet\n");
    await session.run(
      "import { join as put } from 'node:path'; const list = [1]; class Thing {}; globalThis.extra = 1",
    );
    expect((await session.run("%who")).stdout).toBe("Thing  function\nextra  number\nlist   Array\nput    function\n");
    expect((await session.run("%who number Array")).stdout).toBe("extra  number\nlist   Array\n");
    expect((await session.run("%who Map")).stdout).toBe("no names of Map\n");
    await session.run("%reset");
    expect((await session.run("[typeof list, typeof Thing, typeof extra]")).result).toBe(
      "[ 'undefined', 'undefined', 'undefined' ]",
    );
    expect((await session.run("const list = 2; list")).result).toBe("2");
  });
});

describe("!", () => {
  test("runs a command with its output on both streams and its exit code", async () => {
    expect(await session.run("!echo out; echo err >&2; exit 3")).toMatchObject({
      reply: { status: "ok" },
      stdout: "out\n",
      stderr: "err\n[exit code 3]\n",
    });
  });

  test("stands among TypeScript, whose lines keep their places", async () => {
    await session.run("%env PINBOOK_TRY=one two");
    const code = "const word: string = 'a'\n!echo one \\\n  two\n%env PINBOOK_TRY\n\nnull.x";
    const { stdout, reply } = await session.run(code);
    expect(stdout).toBe("one two\none two\n");
    expect(reply).toMatchObject({ traceback: expect.arrayContaining([expect.stringMatching(/line 6$/)]) });
  });

  test("shows output while the command runs, and ends with the cell's interrupt", async () => {
    const seen = session.output((output) => output.output_type === "stream" && output.text === "first\n");
    const running = session.run("!echo first; sleep 100; echo second");
    await seen;
    session.interrupt();
    expect(await running).toMatchObject({ stdout: "first\n", reply: { status: "error", ename: "Interrupted" } });
  });

  test("takes a whole cell with %%sh", async () => {
    expect((await session.run("%%sh\nfor i in 1 2; do\n  echo $i\ndone")).stdout).toBe("1\n2\n");
  });

  test("leaves a negation of a known name alone", async () => {
    await session.run("const done = false");
    expect((await session.run("!done")).result).toBe("true");
    expect((await session.run("!(1 > 2)")).result).toBe("true");
  });
});

test.each([
  ["%%html", "text/html", "<b>1</b>\n<i>2</i>"],
  ["%%markdown", "text/markdown", "# $x `y`"],
  ["%%svg", "image/svg+xml", "<svg/>"],
  ["%%latex", "text/latex", "$\\frac{1}{2}$"],
])("%s shows the cell as %s", async (magic, type, text) => {
  const { outputs } = await session.run(`${magic}\n${text}`);
  expect(outputs).toEqual([{ output_type: "display_data", data: { [type]: text }, metadata: {} }]);
});

test("%check takes on, warn and off", async () => {
  expect((await session.run("%check")).stdout).toBe("%check warn\n");
  await session.run("%check on");
  expect((await session.run("%check")).stdout).toBe("%check on\n");
  expect(await failure("%check maybe")).toContain("write %check on, %check warn or %check off");
  await session.run("%check warn");
});

test("%help lists every magic", async () => {
  const { stdout } = await session.run("%help");
  for (const name of [
    "%check",
    "%time",
    "%timeit",
    "%env",
    "%cd",
    "%who",
    "%reset",
    "!COMMAND",
    "%%html",
    "%%markdown",
  ])
    expect(stdout).toContain(name);
});

test("an unknown magic fails with one line that lists what exists", async () => {
  expect(await failure("const a = 1\n%matplotlib inline")).toMatch(
    /^SyntaxError: there is no magic %matplotlib: known are %help, .*!command, .*%%sh\n.*line 2\n/,
  );
  expect(await failure("%%bash\nls")).toContain("there is no magic %%bash");
});
