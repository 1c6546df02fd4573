import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { packageRoot } from "../../../src/root.ts";
import type { Completion, Inspection } from "../../../src/session/index.ts";
import { askUntil } from "../../support/ask-until.ts";
import { type SessionProcess, startSession } from "../../support/session-process.ts";
import { temporaryFolder } from "../../support/temporary.ts";

describe("a session with types", () => {
  let session: SessionProcess;
  beforeAll(async () => {
    session = await startSession(packageRoot, await temporaryFolder(), { types: true });
    // A completion that comes too early is answered without types.
    await completed("JSON.pa", ({ types }) => types !== undefined);
  });
  afterAll(() => session.close());
  const completed = (code: string, isWhole = ({ matches }: Completion) => matches.length > 0): Promise<Completion> =>
    askUntil(() => session.complete(code), isWhole);
  const matchesOf = async (code: string) => (await completed(code)).matches;
  const inspected = (code: string, cursor: number, text: string | RegExp): Promise<Inspection> =>
    askUntil(
      () => session.inspect(code, cursor),
      ({ data }) => String(data["text/plain"]).search(text) >= 0,
    );

  test("every global of cells and every member of Jupyter has a type", async () => {
    const { result } = await session.run("Object.keys(Jupyter).sort().join()");
    const { matches } = await completed("Jupyter.", ({ types }) => types !== undefined);
    expect(matches).toEqual(expect.arrayContaining(String(result).slice(1, -1).split(",")));
    for (const name of [
      "display",
      "clearOutput",
      "progress",
      "html",
      "prompt",
      "confirm",
      "alert",
      "require",
      "Jupyter",
    ]) {
      const typed = new RegExp(`(const|var|function) ${name}\\b(?!: any)`);
      expect((await inspected(name, 1, typed)).data["text/plain"]).toMatch(typed);
    }
    const { types } = await completed("displ", ({ types: found }) => found !== undefined);
    expect(types).toEqual([
      { text: "display", type: "variable", signature: expect.stringMatching(/^\(value: unknown/) },
    ]);
  });

  test("a value of type any completes by what it is now", async () => {
    await session.run("const loose: any = { north: 1, south: 2 }; (globalThis as any).madeLater = 1;");
    expect(await completed("loose.no")).toMatchObject({ matches: ["north"], cursorStart: 6, cursorEnd: 8 });
    expect(await matchesOf("madeL")).toEqual(["madeLater"]);
  });

  test("names of types and of values come once", async () => {
    await session.run("const onlyOnce = 1; type OnlyType = string;");
    expect(await matchesOf("only")).toEqual(["onlyOnce"]);
    expect(await matchesOf("let x: Only")).toEqual(["OnlyType"]);
  });

  test("inspecting tells signature, documentation and value", async () => {
    await session.run(
      "/** Adds two numbers.\n * @param a the first */\nfunction add(a: number, b = 1) { return a + b }",
    );
    const { found, data } = await inspected("add(1, ", 7, "— the first");
    expect(found).toBe(true);
    expect(data["text/plain"]).toContain(
      "add(a: number, b?: number): number\n\nAdds two numbers.\n\n@param a — the first",
    );
    expect(data["text/markdown"]).toContain("```typescript\nadd(a: number, b?: number): number\n```");
    expect(data["text/markdown"]).toMatch(/— the first$/);
  });

  test("a cell with type errors runs, and a name that was made at run time is none", async () => {
    await session.run("(globalThis as any).madeLater = 1");
    const shown = session.output((output) => output.output_type === "stream" && output.text.includes("TS2322"));
    const { result } = await session.run("madeLater;\nconst wrong: string = 5;\nwrong");
    expect(result).toBe("5");
    const { output } = await shown;
    expect(output).toMatchObject({ name: "stderr", text: expect.stringMatching(/^Cell \[\d+\], line 2, column 7: /) });
    expect(output).toMatchObject({ text: expect.not.stringContaining("madeLater") });
  });

  test("%check on ends a cell with type errors before it runs, and its declarations count for nothing", async () => {
    await session.run("let runs = 0; const kept = 1;\n%check on");
    const refused = await session.run("runs = runs + 1;\nconst kept = 'text';\nkept.toFixed()");
    expect(refused.reply).toMatchObject({ status: "error", ename: "TypeCheckError" });
    expect(refused.reply.status === "error" && refused.reply.evalue).toContain("line 3, column 6: Property 'toFixed'");
    expect(await session.run("kept.toFixed(1) + runs")).toMatchObject({ result: "'1.00'" });
    expect(await session.run("runs = 'three'")).toMatchObject({ reply: { ename: "TypeCheckError" } });
    await session.run("%check warn");
  });

  test("a cell with a syntax error tells that alone, and leaves the types as they were", async () => {
    await session.run("const steady = { here: 1 };");
    const broken = await session.run("const steady = ;\nconst wrong: string = 1;");
    expect(broken.reply).toMatchObject({ status: "error", ename: "SyntaxError" });
    expect(await matchesOf("steady.")).toEqual(["here"]);
    expect(broken.stderr).toBe("");
  });

  test("a cell that throws keeps the types that it declared, and a silent one tells no type errors", async () => {
    await session.run("const declared: { deep: number } = { deep: 1 }; throw new Error('wanted');");
    expect(await matchesOf("declared.")).toEqual(["deep"]);
    const next = session.output((output) => output.output_type === "stream" && output.text.includes("TS2322"));
    await session.run("const quiet: string = 1;", { silent: true });
    await session.run("const loud: string = 2;");
    expect(await next).toMatchObject({ output: { text: expect.stringContaining("const loud") } });
  });

  test("%check off looks for no type errors, and names complete all the same", async () => {
    await session.run("%check off");
    await session.run("const ignored: string = { a: 1 };");
    expect(await matchesOf("ignored.toUp")).toEqual(["toUpperCase"]);
    await session.run("%check warn");
    const next = session.output((output) => output.output_type === "stream" && output.text.includes("TS2322"));
    await session.run("const again: string = 3;");
    expect(await next).toMatchObject({ output: { text: expect.stringContaining("const again") } });
  });

  test("magics are no type errors, and the lines beside them keep their places", async () => {
    await session.run("%check on");
    const { reply } = await session.run("%env\n!echo hello\nconst n: number = 'x'");
    expect(reply).toMatchObject({ status: "error", evalue: expect.stringContaining("line 3, column 7") });
    expect(await session.run("%%html\n<b>not TypeScript</b>")).toMatchObject({ reply: { status: "ok" } });
    await session.run("%check warn");
  });

  test("after %reset the types of earlier cells are gone", async () => {
    await session.run("const forgotten = { deep: 1 };");
    await session.run("%reset");
    expect((await session.complete("forgotten.de")).matches).toEqual([]);
    await session.run("%reset\nconst fresh = { deep: 1 };");
    expect(await matchesOf("fresh.de")).toEqual(["deep"]);
  });
});

describe("a session without types", () => {
  test("checks cells all the same once %check is on, knowing those before", async () => {
    const session = await startSession(packageRoot, await temporaryFolder());
    await session.run("const early = 'text';");
    await session.run("%check on");
    expect((await session.run("early.toFixed()")).reply).toMatchObject({ ename: "TypeCheckError" });
    expect((await session.complete("early.toUpperC")).matches).toEqual(["toUpperCase"]);
    await session.close();
  });
});
