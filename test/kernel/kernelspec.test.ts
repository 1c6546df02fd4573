import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { installKernel, jupyterFolder, listKernels, uninstallKernel } from "../../kernels/typescript/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

const specIn = async (folder: string) =>
  JSON.parse(await readFile(join(folder, "kernel.json"), "utf8")) as { argv: string[] };

describe("the kernelspec", () => {
  test("names files that exist, by absolute paths, and asks for interrupts by message", async () => {
    const folder = await installKernel({ dataFolder: await temporaryFolder() });
    const spec = await specIn(folder);
    expect(spec).toMatchObject({
      display_name: "TypeScript (pinbook)",
      language: "typescript",
      interrupt_mode: "message",
    });
    const [node = "", option, launch = "", ...rest] = spec.argv;
    expect(option).toBe("--no-force-async-hooks-checks");
    expect(node).toBe(process.execPath);
    await access(launch);
    expect(rest).toEqual(["kernel", "start", "--connection-file", "{connection_file}"]);
  });

  test("has a logo as SVG and as PNG", async () => {
    const folder = await installKernel({ dataFolder: await temporaryFolder() });
    expect(await readFile(join(folder, "logo-svg.svg"), "utf8")).toMatch(/^<svg /);
    const png = await readFile(join(folder, "logo-64x64.png"));
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(png.readUInt32BE(16)).toBe(64);
  });

  test("comes with tslab's two, which run tslab's own script", async () => {
    const dataFolder = await temporaryFolder();
    const lines: string[] = [];
    await installKernel({ dataFolder, log: (line) => lines.push(line) });
    const spec = await specIn(join(dataFolder, "kernels", "tslab"));
    await access(spec.argv[1] ?? "");
    expect(spec.argv.slice(2)).toEqual(["kernel", "--config-path", "{connection_file}"]);
    expect((await specIn(join(dataFolder, "kernels", "jslab"))).argv.at(-1)).toBe("--js");
    expect(lines).toHaveLength(3);
  });

  test("is listed once installed, and gone once uninstalled", async () => {
    const dataFolder = await temporaryFolder();
    expect(await listKernels({ dataFolder })).toEqual([]);
    expect(await uninstallKernel({ dataFolder })).toBe(false);
    await installKernel({ dataFolder });
    await installKernel({ dataFolder });
    expect((await listKernels({ dataFolder })).map(({ name }) => name)).toEqual(["jslab", "pinbook", "tslab"]);
    expect(await uninstallKernel({ dataFolder })).toBe(true);
    expect((await listKernels({ dataFolder })).map(({ name }) => name)).toEqual(["jslab", "tslab"]);
  });

  test("that cannot be written names the folder and the remedy", async () => {
    const file = join(await temporaryFolder(), "file");
    await writeFile(file, "");
    await expect(installKernel({ dataFolder: file })).rejects.toThrow(/cannot be written to .*--prefix/);
  });
});

describe("Jupyter's data folder", () => {
  test.each([
    ["a prefix", { prefix: "/opt/x", dataDir: "/data" }, "/opt/x/share/jupyter"],
    ["JUPYTER_DATA_DIR", { dataDir: "/data" }, "/data"],
    ["the user on Linux", { platform: "linux" }, "/home/ada/.local/share/jupyter"],
    ["the user on macOS", { platform: "darwin" }, "/home/ada/Library/Jupyter"],
  ] as const)("is found by %s", async (_, target, folder) => {
    expect(await jupyterFolder({ home: "/home/ada", ...target })).toBe(folder);
  });
});
