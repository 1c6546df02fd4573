// npm run bench [start] [kernel] [run] [rerun] [values] [report] [batch [options]]: prints tables of figures, beside peers where there are; see README.md.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../src/build.js";
import { batch } from "./batch/run.js";
import { peersFolder, pythonWith } from "./python.js";

// Node 20 reads these at every start, which takes it 30 ms; nothing that is timed here speaks TLS. Packages are fetched before.
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The whole of `pinbook start` in a new project, five times: minimum, median and maximum in seconds. */
const start = () => {
  const seconds = Array.from({ length: 5 }, () => {
    const project = mkdtempSync(join(tmpdir(), "pinbook-bench-"));
    writeFileSync(join(project, "package.json"), "{}");
    cpSync(join(root, "notebooks"), join(project, "notebooks"), { recursive: true });
    const begun = performance.now();
    execFileSync(process.execPath, [join(root, "src/launch.cjs"), "start"], {
      cwd: project,
      env: environment,
      stdio: "ignore",
    });
    const took = (performance.now() - begun) / 1000;
    rmSync(project, { recursive: true });
    return took;
  }).sort((a, b) => a - b);
  const [least, , median, , most] = seconds.map((value) => value.toFixed(1));
  console.log(
    `\n| pinbook start, seconds | minimum | median | maximum |\n| --- | ---: | ---: | ---: |\n| new project | ${least} | ${median} | ${most} |`,
  );
};

/** Full runs of all notebooks beside reruns with nothing stale and after a change in one clean: medians of three. */
const rerun = () => {
  const project = mkdtempSync(join(tmpdir(), "pinbook-bench-"));
  writeFileSync(join(project, "package.json"), "{}");
  cpSync(join(root, "notebooks"), join(project, "notebooks"), { recursive: true });
  const pinbook = (/** @type {string[]} */ ...words) => {
    const begun = performance.now();
    execFileSync(process.execPath, [join(root, "src/launch.cjs"), ...words], {
      cwd: project,
      env: environment,
      stdio: "ignore",
    });
    return (performance.now() - begun) / 1000;
  };
  pinbook("start");
  const clean = join(project, "notebooks", "6-clean.ipynb");
  const change = (/** @type {number} */ n) => {
    const notebook = JSON.parse(readFileSync(clean, "utf8"));
    const cell = notebook.cells.find(
      (/** @type {{ cell_type: string, source: string[] }} */ { cell_type, source }) =>
        cell_type === "code" && [source].flat().join("").includes("cleanGeo("),
    );
    cell.source = `${[cell.source].flat().join("")}\nvoid ${n};`;
    writeFileSync(clean, `${JSON.stringify(notebook, null, 1)}\n`);
    return pinbook("rerun");
  };
  const rows = {
    "run, all of them": [1, 2, 3].map(() => pinbook("run")),
    "rerun, nothing stale": [1, 2, 3].map(() => pinbook("rerun")),
    "rerun, one clean changed": [1, 2, 3].map(change),
  };
  pinbook("down");
  rmSync(project, { recursive: true });
  console.log("\n| nine notebooks | seconds |\n| --- | ---: |");
  for (const [name, times] of Object.entries(rows))
    console.log(`| ${name} | ${times.sort((a, b) => a - b)[1]?.toFixed(2)} |`);
};

/** Runs a bench in Python with Deno's program; installs the peers under ~/.cache/pinbook/bench. */
const withPeers = (/** @type {string} */ script, /** @type {readonly string[]} */ more = []) => {
  // The program itself: npm's command for it is a script that starts it.
  const packages = join(peersFolder, "node_modules", "@deno");
  const deno = () => join(packages, readdirSync(packages)[0] ?? "", "deno");
  const versions = ["jupyter_client==8.10.0", "ipykernel==7.4.0", "nbclient==0.11.0", "papermill==2.7.0"];
  const python = pythonWith("python", [...versions, "nbconvert==7.17.2", "psutil"]);
  if (!existsSync(packages)) execFileSync("npm", ["install", "--prefix", peersFolder, "deno@2.9.6"]);
  const env = { ...process.env, PATH: `${dirname(python)}:${process.env.PATH}` };
  spawnSync(python, [join(root, script), "--deno", deno(), "--runs", "5", ...more], { env, stdio: "inherit" });
};

/** Kernels beside each other; ours from the checkout and as users have it, packed and installed. */
const kernel = () => {
  const folder = mkdtempSync(join(tmpdir(), "pinbook-bench-"));
  const npm = (/** @type {string[]} */ ...words) =>
    execFileSync("npm", words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  writeFileSync(join(folder, "package.json"), "{}");
  npm("pack", root);
  npm("install", join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? ""));
  withPeers("test/bench/kernel/bench.py", ["--installed", join(folder, "node_modules", "pinbook")]);
  rmSync(folder, { recursive: true });
};

/** Headless runs beside each other. */
const run = () => withPeers("test/bench/run/bench.py");

/** Large values in the cache of reruns beside V8's own form. */
const values = () =>
  void execFileSync(process.execPath, [join(root, "test/bench/run/values.js")], { stdio: "inherit" });

/** Notebooks to HTML beside nbconvert, and one of 500 MB; then opening both's pages in Chromium. */
const report = () => {
  withPeers("test/bench/report/bench.py");
  const nbconvert = join(peersFolder, "python", "bin", "jupyter-nbconvert");
  spawnSync(process.execPath, [join(root, "test/bench/report/open.js"), nbconvert], { stdio: "inherit" });
};

const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith("--"));
const [wanted, options] = firstOption < 0 ? [words, []] : [words.slice(0, firstOption), words.slice(firstOption)];
/** @type {Record<string, () => void>} */
const benches = { start, kernel, run, rerun, values, report, batch: () => batch(options) };
const unknown = wanted.find((name) => !(name in benches));
if (unknown !== undefined) {
  console.error(`there is no bench ${unknown}: use ${Object.keys(benches).join(" or ")}`);
  process.exit(2);
}
await build();
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) benches[name]?.();
