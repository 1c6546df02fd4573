import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Programs that tests need and that Debian has. */
export interface DebianProgram {
  /** As people call it. */
  readonly name: string;
  readonly packages: readonly string[];
  /** Its path; undefined where it is missing. */
  readonly find: () => string | undefined;
}

/** The path of the program, installed with apt-get where it is missing; throws where that cannot be done. */
export const debianProgram = async ({ name, packages, find }: DebianProgram): Promise<string> => {
  const there = find();
  if (there !== undefined) return there;
  const install = () => aptGet("install", "-y", "--no-install-recommends", ...packages);
  try {
    await install().catch(async () => {
      await aptGet("update");
      await install();
    });
  } catch (error) {
    throw new Error(`${name} is missing and apt-get cannot install it: ${String(error)}`);
  }
  const installed = find();
  if (installed === undefined) throw new Error(`${name} was installed (${packages.join(", ")}), yet it is not there`);
  return installed;
};

const aptGet = async (...args: readonly string[]): Promise<void> => {
  const command = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  const [program = "", ...rest] = [...command, ...args];
  await run(program, rest, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, maxBuffer: 1 << 26 });
};
