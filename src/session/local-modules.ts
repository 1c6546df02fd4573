import { register } from "node:module";
import { pathToFileURL } from "node:url";
import { entryPoint } from "../root.ts";
import { versioned } from "./local-graph.ts";

let registered = false;

/** From now on this process can import local TypeScript files; the first call starts Node's loader thread for it. */
export const loadLocalModules = (): void => {
  if (registered) return;
  registered = true;
  register(pathToFileURL(entryPoint("src/session/module-hooks")));
};

/** What to import for a local module, so that an edited file is loaded anew. */
export const versionedUrl = (url: URL): string => versioned(url).href;
