import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { readConfig } from "../src/config.ts";
import { drawRows } from "../src/emulator/index.ts";
import { lockFolder } from "../src/folder-lock.ts";
import { kafkaClient } from "../src/kafka/index.ts";
import { formatNotebook, type Notebook, newNotebook } from "../src/notebook/index.ts";
import { bundledSource } from "../src/source/index.ts";
import { ensureStack, readState } from "../src/stack.ts";
import { commandLines, runPinbook } from "./support/cli.ts";
import { beforeRemoval, temporaryFolder } from "./support/temporary.ts";

let cwd: string;
const inOneProcess = commandLines();
const said = (...args: string[]) => inOneProcess(args, { cwd });
const pinbook = (...args: string[]) => runPinbook(args, { cwd });

beforeAll(async () => {
  cwd = await temporaryFolder();
  beforeRemoval(() => pinbook("down"));
  await writeFile(join(cwd, "package.json"), "{}");
});

describe("the command line", () => {
  test("lists its commands and settings, and every command explains itself with all its options", async () => {
    const { code, stdout } = await pinbook("--help");
    expect(code).toBe(0);
    expect(stdout).toContain("PINBOOK_KAFKA_BROKERS");
    const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name ?? "");
    expect(names).toEqual(
      expect.arrayContaining(["start", "run", "rerun", "resume", "report", "kernel", "up", "down", "query", "tables"]),
    );
    const helps = await Promise.all(names.map((name) => said(name, "--help")));
    for (const [index, help] of helps.entries()) {
      expect(help).toMatchObject({
        code: 0,
        stderr: "",
        stdout: expect.stringContaining(`Usage: pinbook ${names[index]}`),
      });
      expect(help.stdout).toContain("--help");
    }
  });

  test.each([
    [["nonsense"], /there is no command "nonsense": use one of start, run/],
    [["query", "12"], /there are the questions 4 to 11/],
    [["query", "4", "--pin", "x"], /--pin, --geo and --user go together/],
    [["query", "4", "--pin", "no.json", "--geo", "no.json", "--user", "no.json"], /No file is at .*no\.json/],
    [["clean", "--out", "x"], /--out is for rows of files: name them by --pin, --geo or --user/],
    [["clean", "--pin", "no.json"], /no\.json/],
    [["clean", "--pin", "x", "--engine", "spark"], /--engine is "spark": use arquero or duckdb/],
    [["query", "8", "--per", "pin"], /--per is "pin": use user or post/],
    [["run", "--timeout", "soon"], /--timeout is "soon": use a whole number, 1 or more/],
    [["run", "--wat"], /Unknown option '--wat'\. See: pinbook run --help/],
    [["run", "missing.ipynb"], /missing\.ipynb/],
    [["run"], /notebooks holds no notebooks/],
    [["tables", "show"], /needs a table: its name, or its URL/],
    [["topics", "create"], /needs the topics' names/],
    [["data", "load"], /needs a database: write db_creds\.yaml/],
    [["kernel", "dance"], /use install, list or uninstall/],
  ])("refuses %j in one line with the remedy", async (args, message) => {
    const { code, stdout, stderr } = await said(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("ends its process with its exit code, and says on stderr what is wrong", async () => {
    expect(await pinbook("nonsense")).toEqual({ ...(await said("nonsense")), code: 2 });
  });

  test("names the table that is not there", async () => {
    const { code, stderr } = await inOneProcess(["query", "4"], { cwd: await temporaryFolder() });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /there is no Delta table 0e33e87dfa09_(pin|geo|user)_table in file:.*: fill it with `npm start` first/,
    );
  });
});

describe("pinbook query", () => {
  test("answers over raw files and globs of JSON lines, names rows that cannot be read and goes on", async () => {
    await mkdir(join(cwd, "raw"));
    for await (const { draw, pin, geo, user } of drawRows(bundledSource(), { count: 20 })) {
      await writeFile(join(cwd, `raw/pin-${draw}.json`), JSON.stringify(pin));
      await writeFile(join(cwd, "raw/geo.ndjson"), `${JSON.stringify(geo)}\n`, { flag: "a" });
      await writeFile(join(cwd, "raw/user.ndjson"), `${JSON.stringify(user)}\n`, { flag: "a" });
    }
    await writeFile(join(cwd, "raw/user.ndjson"), "{broken\n", { flag: "a" });
    const files = ["--pin", "raw/pin-*.json", "--geo", "raw/geo.ndjson", "--user", "raw/user.ndjson"];
    const { code, stdout, stderr } = await said("query", "4", ...files, "--table", "counts", "--json");
    expect(code).toBe(0);
    const { columns, rows } = JSON.parse(stdout) as { columns: string[]; rows: [string, string, number][] };
    expect(columns).toEqual(["country", "category", "category_count"]);
    expect(rows.reduce((sum, [, , count]) => sum + count, 0)).toBe(20);
    expect(stderr).toMatch(/raw\/user\.ndjson, line 21: the line is not JSON/);
    const table = await said("query", "9", ...files, "--median", "lower");
    expect(table.stderr).toMatch(/^--median changes nothing in question 9: it is for 8, 10, 11\n/);
    expect(table.stdout).toMatch(/^post_year +number_users_joined\n-+ +-+\n +\d{4} +\d+/);
  });
});

describe("pinbook clean", () => {
  const pin = { index: 1, unique_id: "0a1b2c3d-0000-4000-8000-000000000000", title: "t", follower_count: "12k" };
  const odd = { ...pin, index: 2, follower_count: "many", category: "" };
  const lines = [pin, pin, odd].map((row) => `${JSON.stringify(row)}\n`).join("");

  test("tells what each rule changed in files, lists what no rule knows, and writes the cleaned rows where it is told", async () => {
    await writeFile(join(cwd, "odd.ndjson"), `${lines}{broken\n`);
    const looked = await said("clean", "--pin", "odd.ndjson", "--json");
    expect(looked).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/odd\.ndjson, line 4: .*\n1 row was left out/),
    });
    const { tables, rejected, rules, unknown } = JSON.parse(looked.stdout);
    expect({ tables, rejected }).toEqual({ tables: [{ kind: "pin", read: 3, twice: 1, cleaned: 2 }], rejected: 1 });
    expect(rules).toContainEqual({
      table: "pin",
      column: "follower_count",
      rule: "what cannot be read becomes null",
      rows: 1,
    });
    expect(unknown).toEqual([
      { table: "pin", column: "follower_count", value: "many", becomes: "null", rows: 1 },
      { table: "pin", column: "category", value: "", becomes: "itself", rows: 1 },
    ]);
    const written = ["clean", "--pin", "odd.ndjson", "--out", "cleaned"];
    expect((await said(...written)).stdout).toMatch(
      /^kind +read +twice +cleaned +file\n[- ]+\npin +3 +1 +2 +cleaned\/pin\.ndjson\n/,
    );
    const rows = (await readFile(join(cwd, "cleaned/pin.ndjson"), "utf8")).trim().split("\n");
    expect(rows.map((row) => JSON.parse(row).follower_count)).toEqual([12_000, null]);
    expect(await said(...written)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /there is a file at .*cleaned\/pin\.ndjson already: .* or replace it with --overwrite/,
      ),
    });
    expect(await said(...written, "--overwrite", "--engine", "duckdb")).toMatchObject({ code: 0 });
    expect((await readFile(join(cwd, "cleaned/pin.ndjson"), "utf8")).trim().split("\n")).toEqual(rows);
  });

  test("is what a question warns of that makes null of a value it cannot read", async () => {
    await writeFile(join(cwd, "pin.ndjson"), lines);
    await writeFile(join(cwd, "geo.ndjson"), '{"ind":1,"timestamp":"soon","country":"Chad"}\n');
    await writeFile(join(cwd, "user.ndjson"), '{"ind":1,"age":20,"date_joined":"2015-01-01"}\n');
    const files = ["--pin", "pin.ndjson", "--geo", "geo.ndjson", "--user", "user.ndjson"];
    for (const engine of ["arquero", "duckdb"]) {
      const { code, stdout, stderr } = await said("query", "6", ...files, "--json", "--engine", engine);
      expect({ code, stdout: JSON.parse(stdout) }).toEqual({
        code: 0,
        stdout: { columns: ["country", "poster_name", "follower_count"], rows: [] },
      });
      expect(stderr.split("\n").slice(0, 2)).toEqual([
        'pin: follower_count "many" became null in 1 row',
        'geo: timestamp "soon" became null in 1 row',
      ]);
    }
  });
});

describe("pinbook run", () => {
  const notebook = async (name: string, ...sources: string[]): Promise<string> => {
    const file = join(cwd, name);
    const cells = sources.map((source, index) => ({
      cell_type: "code" as const,
      id: `c${index + 1}`,
      metadata: index === 0 ? { tags: ["parameters"], pinbook: { timeout: 600 } } : {},
      source,
      execution_count: null,
      outputs: [],
    }));
    await writeFile(file, formatNotebook({ ...newNotebook([]), cells } as Notebook));
    return file;
  };

  test("runs with parameters and saves the outputs", async () => {
    const file = await notebook("ok.ipynb", "const n = 1", "n * 2");
    expect(await pinbook("run", file, "-p", "n=21")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/ok\.ipynb +ok/),
    });
    expect(await readFile(file, "utf8")).toContain('"text/plain": [\n       "42"\n');
  });

  test.each([
    ["a cell throws", 'throw new Error("boom")', "600", 1, /failed: .*boom/],
    ["the session dies", "process.exit(7)", "600", 3, /died: /],
    ["a cell takes too long", "await new Promise(() => { setInterval(() => {}, 1000) })", "1", 4, /timed-out: /],
  ])("ends truthfully where %s", async (name, source, timeout, exitCode, message) => {
    const file = await notebook(`${name.replaceAll(" ", "-")}.ipynb`, "1", source, "3");
    const { code, stdout, stderr } = await pinbook("run", file, "--timeout", timeout);
    expect(code).toBe(exitCode);
    expect(stderr).toMatch(message);
    expect(stdout).toMatch(/(failed|died|timed-out)/);
    expect(await readFile(file, "utf8")).toContain('"status": "never-ran"');
  });

  test("prints a line for each cell where there is no terminal, and what went wrong", async () => {
    const file = await notebook("lines.ipynb", "const n = 1", "// Twice\nn * 2", 'throw new Error("boom")');
    const { code, stderr } = await pinbook("run", file);
    expect(code).toBe(1);
    expect(stderr.split("\n").slice(0, 3)).toEqual([
      expect.stringMatching(/^✓ lines\.ipynb cell 1 {2}const n = 1 {2}[\d.]+ s$/),
      expect.stringMatching(/^✓ lines\.ipynb cell 2 {2}Twice {2}/),
      expect.stringMatching(/^✗ lines\.ipynb cell 3 .* failed: Error: boom$/),
    ]);
    expect((await said("run", file, "--quiet")).stderr).toMatch(/^✗ lines\.ipynb [^\n]*\n$/);
  });

  test("refuses a parameter that is not there or not of its type, with the list, and shows what there is", async () => {
    const file = await notebook("typed.ipynb", 'let n: number = 1; let mode: "fast" | "slow" = "fast"', "n");
    expect(await said("run", file, "-p", "m=1")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'has no parameter "m": its parameters are n: number = 1, mode: "fast" | "slow" = "fast"',
      ),
    });
    expect(await said("run", file, "-p", "mode=medium")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the parameter mode is "medium": it must be "fast" | "slow"'),
    });
    await writeFile(join(cwd, "params.yaml"), "n: 5\nmode: slow\n");
    expect((await said("run", file, "--params", "params.yaml")).code).toBe(0);
    expect(await readFile(file, "utf8")).toContain('let mode: \\"fast\\" | \\"slow\\" = \\"slow\\";');
    expect((await said("run", file, "--show-parameters")).stdout).toMatch(/typed\.ipynb +n +number +1\n/);
  });
});

describe("the stack's commands", () => {
  test("take a row from post to sink, say what they did, and stop cleanly", async () => {
    expect(await pinbook("up")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^kafka +127\.0\.0\.1:\d+\nrest +http/),
    });
    expect(await pinbook("post", "--count", "5")).toMatchObject({
      code: 0,
      stdout: "drawn 5, acknowledged 5 pin, 5 geo, 5 user, already there 0 pin, 0 geo, 0 user\n",
    });
    expect(await said("topics", "describe")).toMatchObject({
      stdout: expect.stringContaining("0e33e87dfa09.pin  partition 0  offsets 0 to 5"),
    });
    expect(await said("sink")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^15 records in 15 objects/),
    });
    const cleaned = JSON.parse((await said("clean", "--json")).stdout);
    expect(cleaned.tables).toContainEqual({
      ...{ kind: "geo", read: 5, twice: 0, cleaned: 5, "new objects": 5, appended: 5 },
      ...{ table: "0e33e87dfa09_geo_table", version: 1 },
    });
    expect(cleaned).toMatchObject({ rejected: 0, unknown: [] });
    expect(JSON.parse((await said("clean", "--json")).stdout).tables[0]).toMatchObject({
      "new objects": 0,
      appended: 0,
    });
    expect(await said("post", "--count", "4", "--to", "kinesis")).toMatchObject({ code: 0 });
    expect(await said("stream", "--json")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"records":4'),
    });
    const shown = await said("tables", "show", "0e33e87dfa09_user_table", "--limit", "1", "--json");
    expect(JSON.parse(shown.stdout)).toMatchObject({ ind: 7528, date_joined: expect.stringMatching(/Z$/) });
    expect(await said("tables", "list")).toMatchObject({
      stdout: expect.stringContaining("0e33e87dfa09_pin_table"),
    });
  });

  test("end posting on Ctrl+C with what was acknowledged, and nothing of that is lost", async () => {
    const { code, stdout } = await postUntil(50, (kill) => kill("SIGINT"));
    expect(code).toBe(130);
    const acknowledged = Number(/acknowledged (\d+) pin/.exec(stdout)?.[1]);
    expect(acknowledged).toBeGreaterThan(0);
    expect(await recordsInTopic()).toBe(Number(/already there (\d+) pin/.exec(stdout)?.[1]) + acknowledged);
  });

  test("say so when the broker is gone in the middle, and lose and double nothing when it is back", async () => {
    const before = await recordsInTopic();
    const { code, stderr } = await postUntil(before + 50, () => process.kill(stackPid(), "SIGKILL"));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^pinbook: draw \d+ was not acknowledged by 0e33e87dfa09\.(pin|geo|user) at http:\S+: .*Acknowledged before it stopped: \d+ pin/,
    );
    const stored = await recordsInTopic();
    const { code: second } = await said("post", "--count", String(stored + 50));
    expect({ second, stored: await recordsInTopic() }).toEqual({ second: 0, stored: stored + 50 });
  });
});

const config = () => readConfig({ env: {}, cwd });
const stackPid = (): number => readState(config().home)?.pid ?? 0;

/** How many records there are, once there are enough. */
const recordsInTopic = async (enough = 0): Promise<number> => {
  const { kafka } = await ensureStack(config());
  const client = kafkaClient(kafka);
  try {
    for (;;) {
      const [partition] = await client.offsets("0e33e87dfa09.pin");
      if (Number(partition?.high) >= enough) return Number(partition?.high);
    }
  } finally {
    await client.close();
  }
};

/** Posts without an end in sight and acts once the topic holds so many records. */
const postUntil = async (records: number, act: (kill: (signal: NodeJS.Signals) => void) => void) => {
  await said("up");
  let signal: (name: NodeJS.Signals) => void = () => {};
  const posting = runPinbook(["post", "--count", "1000000"], { cwd, onStart: (kill) => (signal = kill) });
  await recordsInTopic(records);
  act(signal);
  return posting;
};

test("only one start runs in a project at a time", async () => {
  const unlock = await lockFolder(join(config().home, "start"));
  const { code, stderr } = await pinbook("start");
  await unlock();
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/start is in use by process \d+: wait until that start has ended\n$/),
  });
});
