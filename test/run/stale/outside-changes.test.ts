import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Fingerprint, outsideChanges, type RunAccess } from "../../../src/run/index.ts";
import { fileFingerprint } from "../../../src/run/stale/file-fingerprint.ts";
import { statePath } from "../../../src/run/stale/state-file.ts";
import { temporaryFolder } from "../../support/temporary.ts";

const cell = (id: string, index: number, ...accesses: readonly RunAccess[]) => ({
  id,
  index,
  title: id,
  code: "",
  status: "ok" as const,
  durationMs: 1,
  outputs: [],
  accesses,
});
const read = (kind: string, name: string, fingerprint: string): RunAccess => ({ kind, name, fingerprint });
const readFile = (name: string): RunAccess => read("file", name, fileFingerprint(name));
const changesOf = async (cells: readonly ReturnType<typeof cell>[], fingerprint?: Fingerprint, more = {}) =>
  Object.fromEntries(
    await outsideChanges(
      { cells, ...more },
      { home: await temporaryFolder(), ...(fingerprint ? { fingerprint } : {}) },
    ),
  );

describe("what changed outside since a run", () => {
  test("is told of files by their content: written, gone, there now; one that was only touched is as it was", async () => {
    const folder = await temporaryFolder();
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => join(folder, name)) as [string, string, string, string];
    for (const file of [a, b, c]) await writeFile(file, "then");
    const cells = [
      cell("one", 0, readFile(a), readFile(b)),
      cell("two", 1, readFile(c), readFile(d)),
      cell("three", 2, readFile(b)),
    ];
    expect(await changesOf(cells)).toEqual({});
    await writeFile(a, "now");
    await utimes(b, 1, 1);
    await rm(c);
    await writeFile(d, "new");
    expect(await changesOf(cells)).toEqual({
      one: [{ kind: "file", name: a, change: "changed" }],
      two: [
        { kind: "file", name: c, change: "gone" },
        { kind: "file", name: d, change: "new" },
      ],
    });
  });

  test("is told of topics, tables and objects by who can look, each looked at once", async () => {
    const asked: string[] = [];
    const fingerprint: Fingerprint = async ({ kind, name }) => {
      asked.push(name);
      return kind === "topic" ? "8" : "absent";
    };
    const cells = [
      cell("one", 0, read("topic", "pins", "7"), read("topic", "geo", "8")),
      cell("two", 1, read("topic", "pins", "7"), read("table", "users", "3")),
    ];
    expect(await changesOf(cells, fingerprint)).toEqual({
      one: [{ kind: "topic", name: "pins", change: "changed" }],
      two: [
        { kind: "topic", name: "pins", change: "changed" },
        { kind: "table", name: "users", change: "gone" },
      ],
    });
    expect(asked.sort()).toEqual(["geo", "pins", "users"]);
  });

  test("is unseen where nobody can look, looking fails, takes too long, or the run itself could not tell", async () => {
    const cells = [
      cell("a", 0, read("topic", "failing", "7")),
      cell("b", 1, read("topic", "slow", "7")),
      cell("c", 2, read("topic", "known", "unknown")),
      cell("d", 3, read("topic", "fine", "7")),
    ];
    const fingerprint: Fingerprint = ({ name }) => {
      if (name === "failing") return Promise.reject(new Error("no broker"));
      return name === "slow" ? new Promise(() => {}) : Promise.resolve("7");
    };
    const found = await outsideChanges({ cells }, { home: await temporaryFolder(), fingerprint, patience: 1 });
    expect([...found].map(([id, changes]) => [id, ...changes.map(({ change }) => change)])).toEqual([
      ["a", "unseen"],
      ["b", "unseen"],
      ["c", "unseen"],
    ]);
    expect(Object.keys(await changesOf(cells))).toEqual(["a", "b", "c", "d"]);
  });

  test("leaves out what cells further down or later notebooks wrote", async () => {
    const home = await temporaryFolder();
    const file = join(home, "../1-read.ipynb");
    const cells = [
      cell("reads", 0, read("topic", "own", "1"), read("topic", "later", "1"), read("topic", "others", "1")),
      cell("writes", 1, { ...read("topic", "own", "2"), write: true }),
    ];
    const wrote = { ...read("topic", "later", "2"), write: true };
    const state = { id: "x", index: 0, key: "k", parts: {}, values: {}, accesses: [wrote] };
    const other = statePath(home, join(home, "../2-write.ipynb"));
    await mkdir(join(home, "cells"), { recursive: true });
    await writeFile(other, `${JSON.stringify(state)}\n`);
    const found = await outsideChanges({ file, cells }, { home, fingerprint: async () => "2" });
    expect(Object.fromEntries(found)).toEqual({ reads: [{ kind: "topic", name: "others", change: "changed" }] });
  });
});
