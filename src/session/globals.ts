import { clearOutput, display, html, md, svg } from "./display.ts";
import { image } from "./image.ts";
import { createSetImmediate } from "./immediate.ts";
import { importerName } from "./import-statement.ts";
import { createImporter } from "./importer.ts";
import { type MagicRunner, magicName } from "./magics/index.ts";
import { progress } from "./progress.ts";

/** Puts what cells can use without importing it into the global scope; returns what takes it out again. */
export const installGlobals = (cwd: string, magics: MagicRunner): (() => void) => {
  const { importer, require } = createImporter(cwd);
  const Jupyter = { display, html, md, svg, image, progress, clearOutput };
  const values = {
    [importerName]: importer,
    [magicName]: magics,
    require,
    display,
    clearOutput,
    progress,
    html,
    md,
    svg,
    Jupyter,
  };
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
  const { setImmediate } = globalThis;
  globalThis.setImmediate = createSetImmediate(setImmediate);
  return () => {
    globalThis.setImmediate = setImmediate;
    for (const name of Object.keys(values)) Reflect.deleteProperty(globalThis, name);
  };
};
