import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "@jest/globals";
import { build } from "../../src/build.js";
import { packageRoot } from "../../src/root.ts";
import { peers } from "../bench/batch/peers.js";
import { pythonWith, runPython } from "../support/python.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

const run = promisify(execFile);
let python = "";
const needPeers = async () => {
  python = await pythonWith(peers);
};

await describeReal("the bench of the batch half", [needPeers], () => {
  beforeAll(build);

  const bench = async (script: string, ...options: string[]) => {
    const path = join(packageRoot, "test/bench/batch", script);
    const scratch = await temporaryFolder();
    return run(python, [path, "--scratch", scratch, "--runs", "1", ...options], { maxBuffer: 1 << 26 });
  };

  test.each([
    ["lines", ["--rows", "2000"]],
    ["objects of one row", ["--rows", "300", "--one-a-file"]],
  ])("finds the same answers and Delta tables in pinbook, Polars, DuckDB and pandas over %s", async (_, options) => {
    const { stdout } = await bench("bench.py", ...options);
    for (const name of ["pinbook", "Polars", "DuckDB", "pandas"]) expect(stdout).toContain(`| ${name}`);
  });

  test("takes the figures of what a process does again and again", async () => {
    const { stdout } = await bench("small.py");
    expect(stdout).toMatch(/\| pinbook on Arquero \| \d+ \| \d+ \|\n\| pandas \| \| \d+ \|/);
    expect(stdout).toMatch(/\| build, DuckDB's query \| [\d.]+ \| [\d.]+ \|/);
  });

  test("names what another job has done differently", async () => {
    const script = `
import copy, json, sys
sys.path.insert(0, sys.argv[1])
from tables import differences
first = {
    "rows": {"pin": 2}, "answers": {"4 top": [["Aruba", "art", 2]], "6 top": [["Chad", 1], ["Aruba", 1]]},
    "tables": {"pin": {"rows": 2, "columns": {"ind": ["integer", "1"], "title": ["string", "2"]}}},
}
other = copy.deepcopy(first)
other["answers"]["6 top"].reverse()
same = differences(first, other)
other["answers"]["4 top"][0][2] = 3
other["rows"]["pin"] = 3
other["tables"]["pin"]["columns"].update(ind=["long", "1"], title=["string", "3"])
print(json.dumps([same, differences(first, other)]))`;
    const [same, found] = JSON.parse(await runPython(python, script, [join(packageRoot, "test/bench/batch")]));
    expect(same).toEqual([]);
    expect(found).toEqual([
      "the answer 4 top differs",
      "it has {'pin': 3} rows instead of {'pin': 2}",
      "pin.ind is long instead of integer",
      "pin.title holds other values",
    ]);
  });
});
