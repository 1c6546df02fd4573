import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readConfig } from "../src/config.ts";
import { parseNotebook } from "../src/notebook/index.ts";
import { drawsInTopic } from "../src/pipeline/posted-draws.ts";
import { listSinkObjects } from "../src/pipeline/sink-objects.ts";
import { forEachKind, openPipeline, topicOf } from "../src/pipeline.ts";
import { packageRoot } from "../src/root.ts";
import { type CliResult, runPinbook } from "./support/cli.ts";
import { temporaryProject } from "./support/project.ts";

const finalRows = [
  "drawn           1200  1200  1200",
  "posted          1000  1000  1000",
  "in the topics   1000  1000  1000",
  "in objects      1000  1000  1000",
  "after cleaning   963   963   963",
  "in the streams   200   200   200",
  "in Delta        1159  1159  1159",
];

const outputsOf = async (folder: string, name: string) => {
  const file = join(folder, name);
  return parseNotebook(await readFile(file, "utf8"), file).cells.map((cell) => ({
    source: cell.source,
    outputs: cell.cell_type === "code" ? cell.outputs : [],
  }));
};

describe("pinbook start", () => {
  let project: Awaited<ReturnType<typeof temporaryProject>>;
  let first: CliResult;

  beforeAll(async () => {
    project = await temporaryProject();
    first = await runPinbook(["start"], { cwd: project.folder });
  });
  afterAll(() => project.down());

  test("runs the nine milestones and the cleans in Danfo and Arquero, counts what is at each stop, and says nothing else", () => {
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout.match(/^\d(-[a-z]+|b-clean-danfo-arquero)\.ipynb +ok /gm)).toHaveLength(10);
    expect(first.stdout.split("\n")).toEqual(expect.arrayContaining(finalRows));
    expect(first.stdout).toContain(`report: ${join(project.folder, "reports/index.html")}`);
  });

  test("reproduces the outputs of the committed notebooks", async () => {
    const names = (await readdir(join(packageRoot, "notebooks"))).filter((name) => name.endsWith(".ipynb"));
    expect(names).toHaveLength(10);
    for (const name of names) {
      const executed = await outputsOf(join(project.folder, ".pinbook/notebooks"), name);
      expect({ name, cells: executed }).toEqual({ name, cells: await outputsOf(join(packageRoot, "notebooks"), name) });
    }
  });

  test("leaves no stack behind that it started itself", async () => {
    expect(await runPinbook(["status"], { cwd: project.folder })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("down"),
    });
  });

  test("posts and stores nothing twice when it runs again", async () => {
    // Those that only read were seen above; test/soak runs all of them again.
    for (const name of ["2-rows", "5-mount", "6-clean", "6b-clean-danfo-arquero", "7-questions"])
      await rm(join(project.folder, "notebooks", `${name}.ipynb`));
    const again = await runPinbook(["start"], { cwd: project.folder });
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout.split("\n")).toEqual(expect.arrayContaining(finalRows));
  });
});

test("without some of the notebooks it says what is not there", async () => {
  const { folder, down } = await temporaryProject(["1-setup.ipynb"]);
  const { code, stdout, stderr } = await runPinbook(["start"], { cwd: folder });
  await down();
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/\nin the streams +– +– +–\n/);
  expect(stdout).toContain("– there are no streams: no notebook made them and put records into them (pin, geo, user)");
});

test("a run after one that was killed in the middle of posting completes it and doubles nothing", async () => {
  // What later milestones make of the objects, they make of the same ones above.
  const { folder, down } = await temporaryProject(["3-gateway.ipynb", "4-sink.ipynb"]);
  const killed = await runPinbook(["run", "--json"], {
    cwd: folder,
    onOutput: (text, kill) => {
      if (/"cell-started","name":"3-gateway[^\n]*"3-gateway-08"/.test(text)) kill("SIGKILL");
    },
  });
  expect(killed.code).toBeNull();
  expect(await runPinbook(["run", "--quiet"], { cwd: folder })).toMatchObject({ code: 0, stderr: "" });
  const pipeline = await openPipeline({ config: readConfig({ env: {}, cwd: folder }), log: () => {} });
  const counts = await forEachKind(async (kind) => {
    const drawn = await drawsInTopic(pipeline, kind, 100);
    const [offsets] = await pipeline.kafka.offsets(topicOf(pipeline, kind));
    return [drawn.size, Number(offsets?.high), (await listSinkObjects(pipeline, kind)).length];
  });
  await pipeline.close();
  await down();
  const all = [1000, 1000, 1000];
  expect(counts).toEqual({ pin: all, geo: all, user: all });
});
