import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CodeCell, parseNotebook, pinbookOf } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { runPinbook } from "./cli.ts";
import { codeNotebookText } from "./code-notebook.ts";
import { seededRandom } from "./random.ts";
import { temporaryFolder } from "./temporary.ts";

/** What came of runs that were killed and resumed. */
export interface KilledRuns {
  /** How many cells had ended ok, by each kill that found the run at work. */
  readonly done: readonly number[];
  /** How often the notebook was read meanwhile. */
  readonly reads: number;
  /** What should not have happened, by round. */
  readonly wrong: readonly string[];
}

/**
 * Runs a notebook again and again, kills each run with SIGKILL at a random moment (every other time with its session's
 * process), resumes it, and compares what it then holds with an undisturbed run. All the while the file is read.
 */
export const killAndResume = async (seed: number, rounds: number): Promise<KilledRuns> => {
  const random = seededRandom(seed);
  const calm = await project();
  const first = await runPinbook(["run", "a.ipynb", "--json"], { cwd: calm });
  const events = first.stdout.split("\n").length;
  if (first.code !== 0) throw new Error(`the undisturbed run failed: ${first.stderr}`);
  const expected = await summary(calm);
  const wrong: string[] = [];
  const done: number[] = [];
  let reads = 0;
  for (let round = 0; round < rounds; round++) {
    const folder = await project();
    const watch = watchFile(join(folder, "a.ipynb"));
    const moment = { line: Math.floor(random() * events), delay: random() * 60 };
    if (await runKilled(folder, moment, round % 2 === 1))
      done.push((await summary(folder)).filter(({ status }) => status === "ok").length);
    const { code, stderr } = await runPinbook(["resume", "a.ipynb"], { cwd: folder });
    const seen = await watch.end();
    reads += seen.reads;
    const found = await summary(folder);
    const problems = [
      ...seen.problems,
      ...(code === 0 ? [] : [`resume ended with ${code}: ${stderr}`]),
      ...found.flatMap(({ outputs, status }, at) => [
        ...(status === "ok" || status === "cached" ? [] : [`cell ${at + 1} is ${status}`]),
        ...(outputs === expected[at]?.outputs
          ? []
          : [`cell ${at + 1} has ${outputs} instead of ${expected[at]?.outputs}`]),
      ]),
    ];
    if (problems.length > 0)
      wrong.push(`round ${round}, killed ${moment.delay} ms after event ${moment.line}: ${problems.join("; ")}`);
  }
  return { done, reads, wrong };
};

const sources = [
  "/*parameters*/const count: number = 3;",
  'import { readFileSync, writeFileSync } from "node:fs";\nimport { twice } from "./lib.ts";',
  "const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 30));",
  'const rows = JSON.parse(readFileSync("rows.json", "utf8")) as { n: number }[];\nconsole.log(rows.length);',
  "const seen = new Map<number, Date>();\nfor (const { n } of rows) {\n  await pause();\n  seen.set(n, new Date(n));\n}",
  "const shared = { list: rows };\nconst same = shared.list === rows;\nsame",
  "class Sum {\n  #total = 0;\n  add(n: number): number {\n    return (this.#total += n);\n  }\n}\nconst sum = new Sum();",
  "let total = 0;\nfor (const { n } of rows) {\n  total = sum.add(twice(n));\n  console.log(total);\n  await pause();\n}",
  'rows.push({ n: 100 });\nawait pause();\nconsole.error("pushed");\nshared.list.length',
  "const bytes = new Uint8Array(200_000).fill(count);\ndisplay(html`<b>bytes</b>`);",
  'writeFileSync("out.txt", [total, bytes[0]].join(" "));\nawait pause();',
  "const later = () => total * count;\nawait pause();\nlater()",
  '[total, seen.size, [...seen.values()][1]?.getTime(), bytes[7], later(), shared.list.at(-1)?.n, same, readFileSync("out.txt", "utf8")].join()',
];

const project = async (): Promise<string> => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "package.json"), "{}");
  await writeFile(join(folder, "lib.ts"), "export const twice = (n: number): number => n * 2;\n");
  await writeFile(join(folder, "rows.json"), JSON.stringify([{ n: 1 }, { n: 20 }, { n: 300 }]));
  await writeFile(join(folder, "a.ipynb"), codeNotebookText(...sources));
  return folder;
};

/** Kills a run so many milliseconds after it printed so many events. Gives whether it was still there to be killed. */
const runKilled = async (
  folder: string,
  { line, delay }: { readonly line: number; readonly delay: number },
  withSession: boolean,
): Promise<boolean> => {
  const child = spawn(process.execPath, [join(packageRoot, "src/launch.cjs"), "run", "a.ipynb", "--json"], {
    ...{ cwd: folder, detached: true, stdio: ["ignore", "pipe", "ignore"] },
  });
  const { pid, stdout } = child;
  if (pid === undefined || !stdout) throw new Error("no process started");
  const closed = once(child, "exit");
  let timer: NodeJS.Timeout | undefined;
  let printed = 0;
  const look = (): void => {
    if (printed >= line) timer ??= setTimeout(() => process.kill(withSession ? -pid : pid, "SIGKILL"), delay);
  };
  look();
  stdout.on("data", (chunk: Buffer) => {
    printed += String(chunk).split("\n").length - 1;
    look();
  });
  const [, signal] = (await closed) as [number | null, string | null];
  clearTimeout(timer);
  return signal === "SIGKILL";
};

const summary = async (folder: string): Promise<readonly { readonly status: unknown; readonly outputs: string }[]> => {
  const { cells } = parseNotebook(await readFile(join(folder, "a.ipynb"), "utf8"), "a.ipynb");
  return (cells as readonly CodeCell[]).map((cell) => ({
    status: pinbookOf(cell).status,
    outputs: JSON.stringify(cell.outputs, (name, value) => (name === "execution_count" ? undefined : value)),
  }));
};

// Reads a notebook again and again: it must be whole each time.
const watchFile = (path: string) => {
  const problems: string[] = [];
  let [reads, ended] = [0, false];
  const watching = (async () => {
    while (!ended) {
      const text = await readFile(path, "utf8");
      reads += 1;
      try {
        if (JSON.parse(text).cells.length !== sources.length)
          problems.push(`${text.length} characters hold other cells`);
      } catch (error) {
        problems.push(`the file is no JSON: ${error}`);
      }
    }
  })();
  return {
    end: async () => {
      ended = true;
      await watching;
      return { reads, problems };
    },
  };
};
