import type { JsonObject } from "../../../src/notebook/index.ts";
import { type KernelClient, startKernelClient } from "../kernel-client.ts";
import { seededRandom } from "../random.ts";
import { type Expected, replyIn, verify } from "./expect.ts";
import { interruptSteps } from "./interrupt-steps.ts";
import { type Entry, type Ledger, openLedger } from "./ledger.ts";
import { type Measures, measure } from "./measure.ts";
import { prepare, steps } from "./steps.ts";

/** What a step works with. */
export interface Soak {
  readonly client: KernelClient;
  readonly ledger: Ledger;
  readonly folder: string;
  readonly random: () => number;
  /** A whole number from 0 to before `below`. */
  int(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** Sends a cell. */
  cell(code: string, content?: JsonObject): Entry;
  /** Sends another request. */
  ask(type: string, content?: JsonObject, on?: "shell" | "control"): Entry;
  /** Waits for the end of a request and checks it. */
  expect(entry: Entry, expected: Expected): Promise<Entry>;
  /** Sends an interrupt and waits for its reply. */
  interrupt(): Promise<void>;
  /** Output that a timer will make after its cell. */
  late(output: Promise<unknown>): void;
  /** Resolves once nothing is under way. */
  quiet(): Promise<void>;
  /** What cells have left in their scope, by name. */
  readonly kept: Map<string, number>;
}

/** A piece of a front end's work; weights say how often it comes. */
export interface Step {
  readonly name: string;
  readonly weight: number;
  run(soak: Soak): Promise<void>;
}

export interface SoakSize {
  readonly seed: number;
  readonly cells: number;
  readonly interrupts: number;
  readonly restarts: number;
  /** Hears of the progress. */
  readonly log?: (line: string) => void;
}

export interface SoakResult {
  readonly cells: number;
  readonly interrupts: number;
  readonly restarts: number;
  readonly requests: number;
  /** From the long-lived kernel, in equal distances. */
  readonly measures: readonly Measures[];
  /** Child processes of the kernel that were there at the end without a reason. */
  readonly orphans: readonly string[];
  /** The step that took longest, in milliseconds. */
  readonly slowest: { readonly step: string; readonly took: number };
  readonly stderr: string;
}

/**
 * Works on a kernel as front ends do: first all cells and interrupts on one process, then restarts with a few cells each.
 * Throws at the first answer that is missing, doubled or wrong, naming the seed and the step.
 */
export const soakKernel = async (folder: string, size: SoakSize): Promise<SoakResult> => {
  const { seed, log = () => {} } = size;
  const client = await startKernelClient(folder);
  const ledger = openLedger(client);
  const counts = { cells: 0, interrupts: 0, restarts: 0 };
  const soak = createSoak(client, ledger, folder, seed, counts);
  const measures: Measures[] = [];
  let doing = "the start";
  let slowest = { step: "", took: 0 };
  try {
    await prepare(soak);
    const rounds = Math.max(1, Math.ceil(size.cells / 100));
    for (let round = 1; round <= rounds; round++) {
      while (counts.cells < (size.cells * round) / rounds) {
        const due = counts.interrupts < (size.interrupts * counts.cells) / size.cells;
        const step = choose(due ? interruptSteps : steps, soak.random);
        doing = step.name;
        const from = performance.now();
        await step.run(soak);
        const took = Math.round(performance.now() - from);
        slowest = took > slowest.took ? { step: doing, took } : slowest;
        if (took > slow) log(`${doing} took ${took} ms`);
        if (due) await checkKept(soak);
      }
      doing = "a look at the memory";
      await settle(soak);
      measures.push(await measure(soak));
      log(`${counts.cells} cells, ${counts.interrupts} interrupts: ${JSON.stringify(measures.at(-1))}`);
    }
    doing = "the end of child processes";
    const orphans = await childrenLeft(soak);
    while (counts.restarts < size.restarts) {
      doing = `restart ${counts.restarts + 1}`;
      await restart(soak, (name) => {
        doing = `${name} after restart ${counts.restarts + 1}`;
      });
      counts.restarts++;
      if (counts.restarts % 10 === 0) log(`${counts.restarts} restarts`);
    }
    return { ...counts, requests: ledger.sent, measures, orphans, slowest, stderr: client.stderr() };
  } catch (error) {
    throw new Error(`seed ${seed}, ${JSON.stringify(counts)}, ${doing}: ${(error as Error).message}`, { cause: error });
  } finally {
    ledger.settle();
    ledger.close();
    await client.close();
  }
};

const createSoak = (
  client: KernelClient,
  ledger: Ledger,
  folder: string,
  seed: number,
  counts: { cells: number; interrupts: number },
): Soak => {
  const random = seededRandom(seed);
  const int = (below: number): number => Math.floor(random() * below);
  const late = new Set<Promise<unknown>>();
  const soak: Soak = {
    ...{ client, ledger, folder, random, int, kept: new Map() },
    pick: <T>(list: readonly T[]) => list[int(list.length)] as T,
    cell: (code, content = {}) => {
      counts.cells++;
      return ledger.send("execute_request", { ...defaults, code, ...content });
    },
    ask: (type, content = {}, on = "shell") => ledger.send(type, content, on),
    expect: async (entry, expected) => {
      verify(await entry.done, expected);
      return entry;
    },
    interrupt: async () => {
      counts.interrupts++;
      await soak.expect(soak.ask("interrupt_request", {}, "control"), { status: "ok" });
    },
    late: (output) => {
      const done = output.finally(() => late.delete(done));
      done.catch(() => {});
      late.add(done);
    },
    quiet: async () => {
      await Promise.all(late);
    },
  };
  return soak;
};

/** Milliseconds from which a step is told of. */
const slow = 1000;

const defaults = {
  silent: false,
  store_history: true,
  user_expressions: {},
  allow_stdin: true,
  stop_on_error: true,
};

const choose = (from: readonly Step[], random: () => number): Step => {
  let at = random() * from.reduce((sum, { weight }) => sum + weight, 0);
  return from.find(({ weight }) => {
    at -= weight;
    return at < 0;
  }) as Step;
};

/** All that earlier cells left is still there. */
const checkKept = async (soak: Soak): Promise<void> => {
  const names = [...soak.kept.keys()];
  const cell = soak.cell(`JSON.stringify([${names.join(", ")}])`);
  await soak.expect(cell, { status: "ok", result: `'${JSON.stringify([...soak.kept.values()])}'` });
};

/** Waits for all that is under way, and checks that no request got a second reply. */
const settle = async (soak: Soak): Promise<void> => {
  await soak.quiet();
  const problems = soak.ledger.settle();
  if (problems.length > 0) throw new Error(problems.join("\n"));
};

const childrenLeft = async (soak: Soak): Promise<readonly string[]> => {
  const list = "process.getBuiltinModule('node:child_process').spawnSync";
  const code = `${list}("ps", ["-A", "-o", "ppid=,args="], { encoding: "utf8" }).stdout.split("\\n").filter((line) => Number.parseInt(line) === process.pid && !/ps -A|typescript|tsc/.test(line))`;
  const cell = await soak.expect(soak.cell(`JSON.stringify(${code})`), { status: "ok" });
  const text = replyIn(cell).status === "ok" ? cell : cell;
  const shown = text.published.find(({ header }) => header.msg_type === "execute_result");
  const data = shown?.content.data as JsonObject;
  return JSON.parse(String(data["text/plain"]).slice(1, -1)) as string[];
};

/** Restarts the kernel, now and then in the middle of a cell, and runs a few cells on the new one. */
const restart = async (soak: Soak, begins: (name: string) => void): Promise<void> => {
  await settle(soak);
  const code = soak.pick(["1", "for (;;);", "await new Promise(() => {})", "for (;;) console.log('x')"]);
  const running = soak.cell(code);
  await soak.ledger.published(running, ({ header }) => header.msg_type === "execute_input");
  const queued = code === "1" ? [] : [soak.cell("'queued'")];
  if (code === "1") await soak.expect(running, { status: "ok", result: "1" });
  await soak.client.restart();
  soak.ledger.forget([running, ...queued]);
  soak.kept.clear();
  await prepare(soak);
  for (let i = 0; i < 5; i++) {
    const step = choose(steps, soak.random);
    begins(step.name);
    await step.run(soak);
  }
};
