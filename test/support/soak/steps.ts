import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Message } from "../../../kernels/typescript/index.ts";
import { contents, replyIn } from "./expect.ts";
import type { Soak, Step } from "./soak.ts";

/** What a new kernel is given before other steps run on it. */
export const prepare = async (soak: Soak): Promise<void> => {
  await writeFile(join(soak.folder, "helper.ts"), helper(1));
  await soak.expect(
    soak.cell("import * as child from 'node:child_process'; let total = 0; let on = false; const first = 7;"),
    {
      status: "ok",
    },
  );
  soak.kept.set("first", 7);
};

const helper = (version: number): string =>
  `export const version: number = ${version};\nexport const double = (n: number) => 2 * n;\n`;

const once = (name: string, weight: number, run: Step["run"]): Step => ({ name, weight, run });

const names = ["alpha", "beta", "gamma", "delta"] as const;

/** The ordinary work of front ends. */
export const steps: readonly Step[] = [
  once("a trivial cell", 20, async (soak) => {
    const [a, b] = [soak.int(1000), soak.int(1000)];
    await soak.expect(soak.cell(`${a} + ${b}`), { status: "ok", result: String(a + b), stdout: "", stderr: "" });
  }),
  once("an error", 4, async (soak) => {
    const name = soak.pick(["TypeError", "RangeError", "Error"]);
    await soak.expect(soak.cell(`throw new ${name}("soak")`), { status: "error", ename: name });
  }),
  once("a syntax error", 2, (soak) =>
    soak.expect(soak.cell("const = 3"), { status: "error", ename: "SyntaxError" }).then(() => {}),
  ),
  once("a display", 5, async (soak) => {
    const n = soak.int(1000);
    await soak.expect(soak.cell(`display(${n}); display("b"); ${n}`), {
      ...{ status: "ok", result: String(n), displays: [String(n), "'b'"] },
    });
  }),
  once("a display that changes", 2, async (soak) => {
    const cell = soak.cell(
      `const shown = display("one", { display_id: "d${soak.int(9)}" }); void shown.update("two");`,
    );
    await soak.expect(cell, { status: "ok" });
    if (contents(cell, "update_display_data").length !== 1) throw new Error("no update_display_data");
  }),
  once("streams", 5, async (soak) => {
    const lines = Array.from({ length: 1 + soak.int(20) }, (_, i) => `line ${i}`);
    const code = `for (const line of ${JSON.stringify(lines)}) { console.log(line); console.error("e" + line.length); }`;
    const stderr = lines.map((line) => `e${line.length}\n`).join("");
    await soak.expect(soak.cell(code), { status: "ok", stdout: lines.map((line) => `${line}\n`).join(""), stderr });
  }),
  once("a flood", 1, async (soak) => {
    const count = 500 + soak.int(3000);
    const stdout = Array.from({ length: count }, (_, i) => `${i}\n`).join("");
    await soak.expect(soak.cell(`for (let i = 0; i < ${count}; i++) console.log(i)`), { status: "ok", stdout });
  }),
  once("a variable declared anew", 8, async (soak) => {
    const [name, value] = [soak.pick(names), soak.int(1e6)];
    const declare = soak.pick(["const", "let", "const", "var"]);
    const used = declare === "var" ? `v_${name}` : name;
    await soak.expect(soak.cell(`${declare} ${used}: number = ${value}; ${used}`), { result: String(value) });
    soak.kept.set(used, value);
  }),
  once("a class and a function declared anew", 3, async (soak) => {
    const n = soak.int(100);
    await soak.expect(soak.cell(`class Box { n = ${n}; }\nfunction make(): Box { return new Box(); }\nmake().n`), {
      result: String(n),
    });
  }),
  once("a large value declared anew", 1, async (soak) => {
    await soak.expect(soak.cell("const large = new Array(200_000).fill(1); large.length"), { result: "200000" });
  }),
  once("a local module", 4, async (soak) => {
    const n = soak.int(100);
    await soak.expect(soak.cell(`import { double, version } from "./helper.ts"; [double(${n}), version].join()`), {
      result: /^'\d+,[12]'$/.source === "" ? "" : `'${2 * n},1'`,
    });
  }),
  once("an edited local module", 1, async (soak) => {
    for (const version of [2, 1]) {
      await writeFile(join(soak.folder, "helper.ts"), `${helper(version)}${version === 2 ? "// edited\n" : ""}`);
      await soak.expect(soak.cell('import { version } from "./helper.ts"; version'), { result: String(version) });
    }
  }),
  once("an await", 5, async (soak) => {
    const n = soak.int(5);
    await soak.expect(soak.cell(`await new Promise((resolve) => setTimeout(resolve, ${n}, "slept"))`), {
      result: "'slept'",
    });
  }),
  once("output after idle", 4, async (soak) => {
    const text = `late ${soak.int(1e9)}`;
    const cell = soak.cell(`void setTimeout(() => console.log("${text}"), ${soak.int(60)})`);
    soak.late(soak.ledger.published(cell, isText(`${text}\n`)));
    await soak.expect(cell, { status: "ok" });
  }),
  once("an error in a timer", 1, async (soak) => {
    const cell = soak.cell("void setTimeout(() => { throw new Error('in a timer') }, 5)");
    soak.late(soak.ledger.published(cell, ({ content }) => /^Uncaught Error: in a timer/.test(String(content.text))));
    await soak.expect(cell, { status: "ok" });
  }),
  once("a rejection that nothing handles", 2, async (soak) => {
    await soak.expect(soak.cell("void Promise.reject(new Error('alone'))"), { stderr: /^Uncaught Error: alone/ });
  }),
  once("a child process", 1, async (soak) => {
    await soak.expect(soak.cell("String(child.execSync('echo child'))"), { result: "'child\\n'" });
  }),
  once("a child process that is awaited", 1, async (soak) => {
    const code = "await new Promise((resolve) => child.exec('echo out', (_, text) => resolve(text)))";
    await soak.expect(soak.cell(code), { result: "'out\\n'" });
  }),
  once("a shell line", 1, (soak) => soak.expect(soak.cell("!echo shell"), { stdout: "shell\n" }).then(() => {})),
  once("magics", 1, (soak) => soak.expect(soak.cell("%time 1 + 1"), { status: "ok" }).then(() => {})),
  once("input", 2, async (soak) => {
    const cell = soak.cell("prompt('name?')");
    await soak.client.answer(await soak.ledger.asked(cell), "Ada");
    await soak.expect(cell, { result: "'Ada'" });
  }),
  once("a comm", 2, async (soak) => {
    const cell = soak.cell("Jupyter.comm.open('soak', { n: 1 }).close()");
    await soak.expect(cell, { status: "ok" });
    if (contents(cell, "comm_open").length + contents(cell, "comm_close").length !== 2) throw new Error("comm lost");
  }),
  once("a completion", 4, async (soak) => {
    const code = soak.pick(["[1].fil", "Math.ma", "fir", "total.", "import { rea"]);
    const matches = (content: { readonly [key: string]: unknown }) => Array.isArray(content.matches);
    await soak.expect(soak.ask("complete_request", { code, cursor_pos: code.length }), {
      status: "ok",
      reply: matches,
    });
  }),
  once("an inspection", 3, async (soak) => {
    const code = soak.pick(["Math.max", "first", "nothing_here", "console.log"]);
    const content = { code, cursor_pos: code.length, detail_level: soak.int(2) };
    await soak.expect(soak.ask("inspect_request", content), { status: "ok" });
  }),
  once("is_complete, history, comms, info", 4, async (soak) => {
    const history = { hist_access_type: "tail", n: 3, output: false, raw: true };
    await Promise.all([
      soak.expect(soak.ask("is_complete_request", { code: "if (1) {" }), {
        reply: ({ status }) => status === "incomplete",
      }),
      soak.expect(soak.ask("history_request", history), { reply: (reply) => Array.isArray(reply.history) }),
      soak.expect(soak.ask("comm_info_request"), { status: "ok" }),
      soak.expect(soak.ask("kernel_info_request", {}, soak.pick(["shell", "control"])), { status: "ok" }),
    ]);
  }),
  once("a queue", 4, async (soak) => {
    const entries = Array.from({ length: 2 + soak.int(8) }, (_, i) => {
      if (soak.random() < 0.2)
        return soak.expect(soak.ask("complete_request", { code: "Mat", cursor_pos: 3 }), { status: "ok" });
      return soak.expect(soak.cell(`${i} * 10`), { result: String(i * 10) });
    });
    await Promise.all(entries);
  }),
  once("an error before a queue", 2, async (soak) => {
    const good = soak.cell("'good'");
    const bad = soak.cell("prompt('now?'); throw new Error('stop')");
    const queued = [soak.cell("console.log('never')"), soak.cell("console.log('never')")];
    // Its answer tells that those before it have arrived.
    await soak.expect(soak.ask("is_complete_request", { code: "1" }), {});
    await soak.client.answer(await soak.ledger.asked(bad), "");
    await soak.expect(good, { result: "'good'" });
    await soak.expect(bad, { status: "error", ename: "Error" });
    for (const entry of queued) await soak.expect(entry, { status: "aborted", stdout: "" });
    await soak.expect(soak.cell("'on'"), { result: "'on'" });
  }),
  once("an error before a queue that goes on", 1, async (soak) => {
    await Promise.all([
      soak.expect(soak.cell("throw new Error('go on')", { stop_on_error: false }), { status: "error" }),
      soak.expect(soak.cell("'went on'"), { result: "'went on'" }),
    ]);
  }),
  once("counts", 2, async (soak) => {
    const counted = await soak.expect(soak.cell("'counted'"), { status: "ok" });
    const count = Number(replyIn(counted).execution_count);
    const has = (wanted: number) => (reply: { readonly [key: string]: unknown }) => reply.execution_count === wanted;
    await soak.expect(soak.cell("1", { store_history: false }), { status: "ok", reply: has(count) });
    await soak.expect(soak.cell("console.log('x')", { silent: true }), { stdout: "", reply: has(count) });
    await soak.expect(soak.cell("2"), { status: "ok", reply: has(count + 1) });
  }),
  once("user expressions", 1, async (soak) => {
    const cell = soak.cell("1", { user_expressions: { a: "first + 1", b: "no_such" } });
    await soak.expect(cell, {
      reply: (reply) => JSON.stringify(reply.user_expressions).includes('"text/plain":"8"'),
    });
  }),
];

const isText =
  (text: string) =>
  ({ content }: Message): boolean =>
    content.text === text;
