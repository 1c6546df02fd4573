import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { formatNotebook, newNotebook } from "../../src/notebook/index.ts";
import { codeCell } from "../support/code-notebook.ts";
import { type Answer, contentsOf, type KernelClient, resultOf, startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

const kernels: KernelClient[] = [];
afterEach(async () => {
  for (const kernel of kernels.splice(0)) await kernel.close();
});

/** A kernel that Jupyter started for a notebook; `save` saves that with these sources by cell ids. */
const start = async (options: { readonly named: boolean }) => {
  const folder = await temporaryFolder();
  const file = join(folder, "a.ipynb");
  const env = options.named ? { ...process.env, JPY_SESSION_NAME: file } : process.env;
  const kernel = await startKernelClient(folder, { env });
  kernels.push(kernel);
  const save = async (sources: Readonly<Record<string, string>>): Promise<void> => {
    const cells = Object.entries(sources).map(([id, source]) => codeCell(id, source));
    const begun = Date.now();
    // A file system's clock lags behind by some milliseconds: the file would look older than what ran just before.
    do await writeFile(file, formatNotebook(newNotebook(cells)));
    while ((await stat(file)).mtimeMs <= begun);
  };
  return { kernel, folder, save };
};

const printed = (answer: Answer): string =>
  contentsOf(answer, "stream")
    .map(({ text }) => text)
    .join("");

const sources = { one: "let x = 1;", two: "const y = x + 1;", three: "y * 10", four: "console.log('apart')" };

describe("%stale and %rerun in a kernel", () => {
  test("tell and mend what an edited and rerun cell made stale, in order, its output below the magic", async () => {
    const { kernel } = await start({ named: false });
    for (const [id, source] of Object.entries(sources)) await kernel.executeCell(id, source);
    expect(printed(await kernel.executeCell("m", "%stale"))).toBe("nothing is stale\n");
    await kernel.executeCell("one", "let x = 5; // edited");
    const told = printed(await kernel.executeCell("m", "%stale"));
    expect(told).toBe(
      "[2]: const y = x + 1;\n    x is another now, by [6]: let x = 5; // edited\n" +
        "[3]: y * 10\n    y is another now, by [2]: const y = x + 1;\n",
    );
    const answer = await kernel.executeCell("m", "%rerun");
    expect(printed(answer)).toBe("[2]: const y = x + 1;\n[3]: y * 10\nreran 2 cells\n");
    expect(resultOf(answer)).toBe("60");
    expect(printed(await kernel.executeCell("m", "%stale"))).toBe("nothing is stale\n");
  });

  test("take no comment for an edit, and a cell that changes what it finds for stale once it ran twice", async () => {
    const { kernel } = await start({ named: false });
    await kernel.executeCell("a", "const list = [1];");
    await kernel.executeCell("b", "list.push(2);");
    await kernel.executeCell("c", "list.length");
    await kernel.executeCell("a", "const list = [1]; // the same");
    expect(printed(await kernel.executeCell("m", "%stale"))).toBe("nothing is stale\n");
    await kernel.executeCell("b", "list.push(2);");
    await kernel.executeCell("b", "list.push(2);");
    const told = printed(await kernel.executeCell("m", "%stale"));
    expect(told).toContain("it had changed list before, and found it so when it ran again");
    expect(printed(await kernel.executeCell("m", "%rerun"))).toMatch(/const list.*\n.*list\.push.*\nreran 2 cells/);
    expect(resultOf(await kernel.executeCell("d", "list"))).toBe("[ 1, 2 ]");
  });

  test("see files that cells read, lists of objects through pinbook, and versions of packages, as runs do", async () => {
    const { kernel, folder } = await start({ named: false });
    const data = join(folder, "data.txt");
    await writeFile(data, "1");
    await mkdir(join(folder, "node_modules", "small"), { recursive: true });
    const manifest = join(folder, "node_modules", "small", "package.json");
    const release = (version: string) => JSON.stringify({ name: "small", version, main: "index.cjs" });
    await writeFile(manifest, release("1.0.0"));
    await writeFile(join(folder, "node_modules", "small", "index.cjs"), "exports.small = 1;");
    await mkdir(join(folder, "store"));
    await writeFile(join(folder, "store", "a.txt"), "a");
    const cells = {
      read: 'const text = (await import("node:fs")).readFileSync("data.txt", "utf8");',
      use: "text.length",
      store: 'import { mount } from "pinbook"; const names = (await mount("/mnt/s", "file:store").ls()).length;',
      small: 'import { small } from "small"; small',
      apart: "1 + 1",
    };
    for (const [id, source] of Object.entries(cells))
      expect((await kernel.executeCell(id, source)).reply.content).toMatchObject({ status: "ok" });
    const stale = async () => printed(await kernel.executeCell("m", "%stale"));
    expect(await stale()).toBe("nothing is stale\n");
    await writeFile(data, "1");
    expect(await stale()).toBe("nothing is stale\n");
    await writeFile(data, "23");
    await writeFile(join(folder, "store", "b.txt"), "b");
    await writeFile(manifest, release("1.1.0"));
    const told = await stale();
    expect(told).toContain(`the file ${data}, which it read, changed`);
    expect(told).toContain("text is another now, by [1]");
    expect(told).toMatch(/the list of objects under .*store.*, which it read, changed/);
    expect(told).toContain("the package small is 1.1.0, it was 1.0.0 when it ran");
    expect(told).not.toContain("1 + 1");
    expect(printed(await kernel.executeCell("m", "%rerun"))).toContain("reran 4 cells");
    expect(resultOf(await kernel.executeCell("n", "[text, names]"))).toBe("[ '23', 2 ]");
    expect(await stale()).toBe("nothing is stale\n");
  });

  test("know from the notebook's file the order of the cells and edits that were saved, and modules that changed", async () => {
    const { kernel, save, folder } = await start({ named: true });
    await writeFile(join(folder, "part.ts"), "export const part = 1;");
    const cells = { b: 'import { part } from "./part.ts"; part', ...sources };
    await save(cells);
    for (const id of ["four", "one", "two", "three", "b"] as const) await kernel.executeCell(id, cells[id]);
    expect(printed(await kernel.executeCell("m", "%stale"))).toBe("nothing is stale\n");
    await writeFile(join(folder, "part.ts"), "export const part = 2;");
    await save({ ...cells, two: "const y = x + 2;" });
    const told = printed(await kernel.executeCell("m", "%stale"));
    expect(told.split("\n").filter((line) => !line.startsWith(" "))).toEqual([
      'cell 1: import { part } from "./part.ts"; part',
      "cell 3: const y = x + 2;",
      "cell 4: y * 10",
      "",
    ]);
    expect(told).toContain("a local module that it imports changed since it ran");
    expect(told).toContain("its code was edited since it ran");
    const answer = await kernel.executeCell("m", "%rerun");
    expect(contentsOf(answer, "execute_result").map(({ data }) => data)).toMatchObject([
      { "text/plain": "2" },
      { "text/plain": "30" },
    ]);
  });

  test("know cells that were deleted: what used them is stale, and they do not run again", async () => {
    const { kernel, save } = await start({ named: true });
    await save(sources);
    for (const [id, source] of Object.entries(sources)) await kernel.executeCell(id, source);
    const { two: _, ...others } = sources;
    await save(others);
    expect(printed(await kernel.executeCell("m", "%stale"))).toBe(
      "cell 2: y * 10\n    it found a y that no cell above it makes\n",
    );
    expect(printed(await kernel.executeCell("m", "%rerun"))).toBe("cell 2: y * 10\nreran 1 cell\n");
    const { reply } = await kernel.executeCell("m", "%rerun two");
    expect(reply.content).toMatchObject({ status: "error", evalue: '%rerun takes nothing, it was given "two"' });
  });

  test("know what lives in the process alone", async () => {
    const { kernel } = await start({ named: false });
    await kernel.executeCell("a", "(BigInt.prototype as any).toJSON = () => 'b'; 0");
    await kernel.executeCell("b", "JSON.stringify(1n)");
    await kernel.executeCell("a", "(BigInt.prototype as any).toJSON = () => 'c'; 0");
    await kernel.executeCell("a", "(BigInt.prototype as any).toJSON = () => 'c'; 0");
    expect(printed(await kernel.executeCell("m", "%stale"))).toContain("built-in BigInt.prototype is another now");
    expect(resultOf(await kernel.executeCell("m", "%rerun"))).toBe(`'"c"'`);
    expect(printed(await kernel.executeCell("m", "%stale"))).toBe("nothing is stale\n");
  });

  test("end at a cell that fails, which stays stale, and say where a front end tells no cells", async () => {
    const { kernel } = await start({ named: false });
    expect(printed(await kernel.execute("%stale"))).toMatch(/does not tell which cells/);
    await kernel.executeCell("a", "let n = 1;");
    await kernel.executeCell("b", "if (n > 1) throw new Error('too many');");
    await kernel.executeCell("a", "let n = 2;");
    const answer = await kernel.executeCell("m", "%rerun");
    expect(answer.reply.content).toMatchObject({ status: "error", evalue: expect.stringContaining("failed") });
    expect(contentsOf(answer, "error")[0]).toMatchObject({ evalue: "too many" });
    expect(printed(await kernel.executeCell("m", "%stale"))).toContain("it failed when it ran last");
  });

  test("are interrupted with the cell that they rerun, and the kernel goes on", async () => {
    const { kernel } = await start({ named: false });
    await kernel.executeCell("a", "let busy = false;");
    await kernel.executeCell("b", "if (busy) { display(0); for (;;); }");
    await kernel.executeCell("a", "let busy = true;");
    const isBusy = kernel.published(({ header }) => header.msg_type === "display_data");
    const running = kernel.executeCell("m", "%rerun");
    await isBusy;
    await kernel.control("interrupt_request", {});
    expect((await running).reply.content).toMatchObject({ status: "error" });
    expect(resultOf(await kernel.executeCell("c", "busy"))).toBe("true");
    expect(printed(await kernel.executeCell("m", "%stale"))).toContain("it failed when it ran last");
  });
});
