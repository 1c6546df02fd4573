import type { Message } from "../../../kernels/typescript/index.ts";
import { replyIn } from "./expect.ts";
import type { Entry } from "./ledger.ts";
import type { Soak, Step } from "./soak.ts";

const stopped = { status: "error", ename: "Interrupted" } as const;

/** A cell that says that it has begun and then does not end, which an interrupt stops. */
const endless = (name: string, code: string, weight = 3): Step => ({
  name: `an interrupt of ${name}`,
  weight,
  run: async (soak) => {
    await soak.quiet();
    const cell = soak.cell(code);
    await begun(soak, cell);
    await Promise.all([soak.interrupt(), soak.expect(cell, stopped)]);
    // What others than the cell have still to call goes on.
    if (code.startsWith("on = true")) await soak.expect(soak.cell("on = false"), { status: "ok" });
  },
});

/** An interrupt that may come too early or too late: the cell ends well or as interrupted, and the next one is well. */
const untimely = (name: string, weight: number, run: (soak: Soak) => Promise<readonly Entry[]>): Step => ({
  name: `an interrupt ${name}`,
  weight,
  run: async (soak) => {
    await soak.quiet();
    for (const entry of await run(soak)) {
      await entry.done;
      const { status } = replyIn(entry);
      await soak.expect(entry, status === "error" ? stopped : { status: status === "aborted" ? "aborted" : "ok" });
    }
    await soak.expect(soak.cell("'next'"), { status: "ok", result: "'next'" });
  },
});

const begun = (soak: Soak, cell: Entry): Promise<Message> =>
  soak.ledger.published(cell, ({ header }) => header.msg_type === "display_data");

/** Resolves after some turns of this process's loop: a moment that has nothing to do with the kernel. */
const moment = async (milliseconds: number): Promise<void> => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
};

/** Interrupts of all that a cell can be in the middle of. */
export const interruptSteps: readonly Step[] = [
  endless("a busy loop", "display(0); for (;;);", 6),
  endless("a busy loop after an await", "await null; display(0); for (;;);"),
  endless("a pending await", "display(0); await new Promise(() => {})", 5),
  endless("a microtask loop", "display(0); for (;;) await null"),
  endless(
    "a loop of ticks",
    "const tick = () => process.nextTick(tick); display(0); tick(); await new Promise(() => {})",
  ),
  endless("a loop in a timer", "setTimeout(() => { display(0); for (;;); }); await new Promise(() => {})"),
  endless(
    "a loop of immediates",
    "on = true; const turn = () => void (on && setImmediate(turn)); display(0); turn(); for (;;);",
  ),
  endless("a loop that catches all", "display(0); for (;;) try { for (;;); } catch {}"),
  endless("a loop that prints", "display(0); for (;;) console.log('again')"),
  endless("a loop that displays", "for (;;) { display(0); await null; }"),
  endless(
    "a loop that rejects",
    "display(0); for (;;) { void Promise.reject(new Error('r')).catch(() => {}); await null; }",
  ),
  endless(
    "rejections that nothing handles",
    "on = true; display(0); while (on) { void Promise.reject(new Error('r')); await new Promise((r) => setImmediate(r)); }",
  ),
  endless("a regular expression", "display(0); /^(a+)+$/.test('a'.repeat(40) + 'b')"),
  endless("an atomic wait", "display(0); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)", 1),
  endless("a child process", "display(0); child.execSync('sleep 600')", 2),
  endless("a child process that is awaited", "display(0); await new Promise((r) => child.exec('sleep 600', r))", 2),
  endless("a shell line", "display(0)\n!sleep 600", 1),
  {
    name: "an interrupt of a question",
    weight: 2,
    run: async (soak) => {
      await soak.quiet();
      const cell = soak.cell("prompt('?')");
      await soak.ledger.asked(cell);
      await Promise.all([soak.interrupt(), soak.expect(cell, stopped)]);
    },
  },
  {
    name: "an interrupt before a queue",
    weight: 4,
    run: async (soak) => {
      await soak.quiet();
      const cell = soak.cell("display(0); for (;;);");
      const queued = [soak.cell("1"), soak.cell("2")];
      await begun(soak, cell);
      await Promise.all([soak.interrupt(), soak.expect(cell, stopped)]);
      for (const entry of queued) await soak.expect(entry, { status: "aborted" });
    },
  },
  untimely("of an idle kernel", 3, async (soak) => {
    await soak.interrupt();
    return [];
  }),
  untimely("with the cell, at once", 4, async (soak) => {
    const cell = soak.cell(soak.pick(["1", "await null", "console.log(1)", "display(0)"]));
    await soak.interrupt();
    return [cell];
  }),
  untimely("as the cell ends", 10, async (soak) => {
    const time = 15 + soak.int(40);
    const cell = soak.cell(
      `display(0); for (const end = performance.now() + ${time}; performance.now() < end;); 'done'`,
    );
    await begun(soak, cell);
    await moment(time - 12 + soak.random() * 20);
    await soak.interrupt();
    return [cell];
  }),
  untimely("as an await ends", 6, async (soak) => {
    const time = 5 + soak.int(40);
    const cell = soak.cell(`display(0); await new Promise((r) => setTimeout(r, ${time})); console.log('done')`);
    await begun(soak, cell);
    await moment(time + soak.random() * 10 - 5);
    await soak.interrupt();
    return [cell];
  }),
  untimely("while cells run one after another", 5, async (soak) => {
    const cells = Array.from({ length: 10 }, (_, i) =>
      soak.cell(`for (const end = performance.now() + ${soak.int(8)}; performance.now() < end;); ${i}`),
    );
    await moment(soak.random() * 60);
    await soak.interrupt();
    return cells;
  }),
  untimely("three times at once", 3, async (soak) => {
    const cell = soak.cell("display(0); for (;;);");
    await begun(soak, cell);
    await Promise.all([soak.interrupt(), soak.interrupt(), soak.interrupt()]);
    return [cell];
  }),
  untimely("while a completion is asked for", 2, async (soak) => {
    const completion = soak.ask("complete_request", { code: "[1].fi", cursor_pos: 6 });
    await soak.interrupt();
    return [completion];
  }),
];
