import { readFileSync } from "node:fs";
import { bundleOf, displaySymbol } from "./mime-bundle.ts";

/** An image by its bytes or by the path of its file, to be shown, as Deno's: `display(Jupyter.image("plot.png"))`. */
export const image = (source: Uint8Array | string): object => ({
  [displaySymbol]: async () => (await bundleOf(typeof source === "string" ? readFileSync(source) : source)).data,
});
