import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { debianProgram } from "./debian.ts";

/** The program pdftotext, of the machine or of Debian's package. */
export const pdftotext = () =>
  debianProgram({
    name: "pdftotext",
    packages: ["poppler-utils"],
    find: () =>
      (process.env.PATH ?? "")
        .split(delimiter)
        .map((folder) => join(folder, "pdftotext"))
        .find(existsSync),
  });
