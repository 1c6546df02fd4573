import { createRequire } from "node:module";
import { publishBundle } from "./display.ts";

interface TslabJupyter {
  lastWriteDisplayData: (content: TslabContent, update?: boolean) => void;
}
interface TslabContent {
  readonly data: Readonly<Record<string, string>>;
  readonly transient?: { readonly display_id?: string };
}

/** Makes the `display` of an installed tslab, as seen from any of the files, publish here: it calls a hook that its own kernel sets. */
export const hookTslab = (files: readonly string[]): void => {
  for (const file of files) {
    try {
      const require = createRequire(file);
      const jupyter = createRequire(require.resolve("tslab"))("./jupyter.js") as TslabJupyter;
      jupyter.lastWriteDisplayData = write;
    } catch {
      // Not installed there.
    }
  }
};

const write = (content: TslabContent, update = false): void => {
  publishBundle({ data: content.data, metadata: {} }, { displayId: content.transient?.display_id, update });
};

/** What `import * as tslab from "tslab"` gives where tslab is not installed: its display API, shown here. */
export const tslabStandIn = (): Record<string, unknown> => ({
  display: tslabDisplay(),
  newDisplay: () => tslabDisplay(crypto.randomUUID()),
  versions: { node: process.version },
});

const types = {
  javascript: "text/javascript",
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  text: "text/plain",
};

const tslabDisplay = (displayId?: string): Record<string, unknown> => {
  let update = false;
  const raw = (type: string, content: string | Uint8Array) => {
    const text = typeof content === "string" ? content : Buffer.from(content).toString("base64");
    publishBundle({ data: { [type]: text }, metadata: {} }, { displayId, update });
    update = displayId !== undefined;
  };
  const methods = Object.entries(types).map(([name, type]) => [name, (content: string) => raw(type, content)]);
  return { raw, ...Object.fromEntries(methods) };
};
