import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../root.ts";

const modules = `${sep}node_modules${sep}`;
const folders = ["dist", "src", "kernels"].map((name) => `${packageRoot}${sep}${name}${sep}`);

/** Whether a file, by its path or URL, is of a package or pinbook's own, rather than the user's. */
export const isOwnCode = (file: string): boolean => {
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  return path.includes(modules) || folders.some((folder) => path.startsWith(folder));
};
