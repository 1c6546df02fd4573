import { usageError } from "../errors.ts";
import { parseNotebook } from "./parse.ts";
import { parseScript } from "./script/parse-script.ts";
import type { Notebook } from "./types.ts";

/** What a file is by its name: a notebook, a script in percent format, or neither. */
export const fileKind = (fileName: string): "notebook" | "script" | undefined => {
  if (/\.ipynb$/i.test(fileName)) return "notebook";
  return /(?<!\.d)\.[cm]?[jt]s$/i.test(fileName) ? "script" : undefined;
};

/** Reads a notebook's file, given as text or as its bytes: an .ipynb, or a script in percent format (`.ts`). `warn` gets a line on what was mended. */
export const readNotebook = (
  content: string | Uint8Array,
  fileName: string,
  warn?: (line: string) => void,
): Notebook => {
  const kind = fileKind(fileName);
  if (!kind) throw usageError(`${fileName} is no notebook by its name: name an .ipynb file, or a .ts script.`);
  const text = typeof content === "string" ? content : decode(content, fileName);
  return kind === "notebook" ? parseNotebook(text, fileName, warn) : parseScript(text, fileName);
};

const decode = (bytes: Uint8Array, fileName: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const found = bytes[0] === 0xff || bytes[0] === 0xfe ? "it looks like UTF-16" : "it holds other bytes";
    throw usageError(`${fileName} is not a text in UTF-8: ${found}. Save it again as UTF-8.`, error);
  }
};
