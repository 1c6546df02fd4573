import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import {
  type InstalledCommand,
  installGlobally,
  installInProject,
  npm,
  packHere,
  runByNpx,
} from "../support/installed.ts";
import { needTools, runProgram } from "../support/jupyter.ts";
import { describeReal } from "../support/real.ts";
import { temporaryFolder } from "../support/temporary.ts";

/** Makes a project depend on a package of its own, of a name that pinbook depends on too in another version. */
const addPackage = async (project: string): Promise<void> => {
  const folder = join(project, "packages", "arquero");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "arquero", version: "99.0.0" }));
  await writeFile(join(folder, "index.js"), "exports.version = '99.0.0';\nexports.table = () => 'of the project';\n");
  await npm(["install", "./packages/arquero"], project);
};

/** Starts the kernel as a client does, in a folder, and gives what a cell shows as text or why it failed. */
const runCell = async (home: string, cwd: string, code: string): Promise<string> => {
  const python = await needTools();
  const script = `import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="pinbook", cwd=sys.argv[1], startup_timeout=120)
shown = []
reply = client.execute_interactive(sys.argv[2], timeout=120, output_hook=lambda message: shown.append(message["content"]))
manager.shutdown_kernel()
print(reply["content"].get("evalue") or [content["data"]["text/plain"] for content in shown if "data" in content][-1])`;
  return (await runProgram(python, ["-c", script, cwd, code], home)).stdout.trim();
};

const cell = `import { table, version } from "arquero";
import { fromRows } from "pinbook";
const rows: number = await fromRows([{ a: 1 }, { a: 2 }]).toRows().then((all) => all.length);
[version, table(), rows]`;

await describeReal("an installed package", [needTools], () => {
  let tarball: string;
  beforeAll(async () => {
    tarball = await packHere(await temporaryFolder());
  });

  const ways: readonly (readonly [string, (tarball: string, folder: string) => Promise<InstalledCommand>])[] = [
    ["a global install", installGlobally],
    ["a project", installInProject],
    ["npx", runByNpx],
  ];
  test.each(ways)("runs as a kernel from %s, and cells import the project's own packages", async (way, install) => {
    const [folder, home] = [await temporaryFolder(), await temporaryFolder()];
    const pinbook = await install(tarball, folder);
    const project = way === "a project" ? folder : await temporaryFolder();
    const options = { cwd: project, env: { JUPYTER_DATA_DIR: join(home, "share", "jupyter") } };
    const said = await pinbook(["kernel", "install"], options);
    expect(said.includes("npx's cache")).toBe(way === "npx");
    await addPackage(project);
    expect(await runCell(home, project, cell)).toBe("[ '99.0.0', 'of the project', 2 ]");
    expect(await pinbook(["kernel", "list"], options)).toMatch(/^pinbook +TypeScript \(pinbook\)/m);
    expect(await pinbook(["kernel", "uninstall"], options)).toContain("uninstalled");
    expect(await pinbook(["kernel", "list"], options)).not.toContain("pinbook");
  });

  test("puts the kernelspec where the options and JUPYTER_DATA_DIR say, and finds it there again", async () => {
    const [folder, home] = [await temporaryFolder(), await temporaryFolder()];
    const pinbook = await installGlobally(tarball, folder);
    const venv = join(home, "venv");
    await runProgram("python3", ["-m", "venv", "--without-pip", venv], home);
    const path = `${join(venv, "bin")}:${process.env.PATH ?? ""}`;
    const places: readonly {
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly at: string;
    }[] = [
      { args: ["--user"], env: { HOME: home }, at: ".local/share/jupyter" },
      { args: [], env: { HOME: home, JUPYTER_DATA_DIR: join(home, "data") }, at: "data" },
      { args: ["--sys-prefix"], env: { PATH: path }, at: "venv/share/jupyter" },
      {
        args: ["--prefix", join(home, "prefix")],
        env: { JUPYTER_DATA_DIR: join(home, "data") },
        at: "prefix/share/jupyter",
      },
    ];
    for (const { args, env, at } of places) {
      const spec = join(home, at, "kernels", "pinbook", "kernel.json");
      await pinbook(["kernel", "install", ...args], { cwd: home, env });
      const { argv } = JSON.parse(await readFile(spec, "utf8")) as { argv: readonly string[] };
      await access(argv.find((word) => word.endsWith("launch.cjs")) ?? "");
      expect(await pinbook(["kernel", "list", ...args], { cwd: home, env })).toContain(dirname(spec));
      await pinbook(["kernel", "uninstall", ...args], { cwd: home, env });
      await expect(access(spec)).rejects.toThrow("ENOENT");
    }
  });

  test("has declarations that a project's TypeScript reads without a complaint", async () => {
    const folder = await temporaryFolder();
    await installInProject(tarball, folder);
    await writeFile(
      join(folder, "right.ts"),
      'import { fromRows } from "pinbook";\nexport const rows: Promise<readonly { readonly a: number }[]> = fromRows([{ a: 1 }]).toRows();\n',
    );
    await writeFile(
      join(folder, "wrong.ts"),
      'import { fromRows } from "pinbook";\nfromRows([{ a: 1 }]).select("b");\n',
    );
    const check = (file: string) =>
      runProgram(
        process.execPath,
        [
          join(folder, "node_modules/typescript/bin/tsc"),
          ...["--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--skipLibCheck"],
          join(folder, file),
        ],
        folder,
      );
    await check("right.ts");
    await expect(check("wrong.ts")).rejects.toMatchObject({ stdout: expect.stringMatching(/^\S*wrong\.ts\(2,/) });
  });
});
