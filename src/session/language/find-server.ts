import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The path of TypeScript's own executable for this machine, as seen from a file. Throws where it is not installed. */
export const findServer = (from: string): string => {
  const typescript = createRequire(from).resolve("typescript/package.json");
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const folder = dirname(createRequire(typescript).resolve(platform));
  return join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
};
