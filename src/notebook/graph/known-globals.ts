// What a session puts beside JavaScript's and Node's own globals.
const sessionNames = [
  ...["require", "display", "clearOutput", "progress", "html", "md", "svg", "Jupyter", "prompt", "confirm", "alert"],
  ...["_magic", "_imprt", "window", "global", "module", "exports", "__filename", "__dirname", "arguments", "tslab"],
];

// Not all of Node's versions have these.
const newerNames = [
  "navigator",
  "WebSocket",
  "CustomEvent",
  "CloseEvent",
  "Storage",
  "Iterator",
  "SuppressedError",
  "DisposableStack",
];

const names = new Set([...Object.getOwnPropertyNames(globalThis), ...sessionNames, ...newerNames]);

/** Whether a name that no cell defines means something all the same. */
export const isGlobalName = (name: string): boolean => names.has(name);
