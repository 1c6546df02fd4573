/**
 * Packages that cells import wherever the notebook lies, from pinbook's own installation where its folder has none: pinbook,
 * and those whose values frames cross to, so that `import { op } from "arquero"` is the one that made the tables.
 */
export const fromPinbook: readonly string[] = ["pinbook", "tslab", "arquero", "danfojs-node"];

/** Whether a specifier is of such a package. */
export const isFromPinbook = (specifier: string): boolean =>
  fromPinbook.some((name) => specifier === name || specifier.startsWith(`${name}/`));
