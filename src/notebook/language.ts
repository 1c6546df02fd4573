import type { Json, JsonObject, Notebook } from "./types.ts";

/** The language of the notebook's code as its metadata tell it, in lower case; undefined where they tell none. */
export const notebookLanguage = (notebook: Notebook): string | undefined => {
  const kernel = objectOr(notebook.metadata.kernelspec);
  const info = objectOr(notebook.metadata.language_info);
  const told = [kernel.language, info.name].find((name) => typeof name === "string" && name !== "");
  if (typeof told === "string") return told.toLowerCase();
  return typeof kernel.name === "string" ? languageOfKernel(kernel.name) : undefined;
};

/** Whether the notebook's code is TypeScript or JavaScript, or its metadata do not tell. */
export const isTypeScript = (notebook: Notebook): boolean =>
  /^(?:typescript|javascript|[jt]sx?|ecmascript)?$/.test(notebookLanguage(notebook) ?? "");

// Kernels whose spec in a notebook may lack the language.
const languageOfKernel = (name: string): string | undefined => {
  if (/^(?:python|conda|ipython|xpython)/i.test(name)) return "python";
  if (/^(?:ir|xr)$/i.test(name)) return "r";
  return /^(julia|bash|scala|ruby|rust|go)/i.exec(name)?.[1]?.toLowerCase();
};

const objectOr = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};
