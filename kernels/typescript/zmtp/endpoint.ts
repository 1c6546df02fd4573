import { usageError } from "../../../src/errors.ts";

/** Where to listen, as node:net takes it. */
export type Place = { readonly host: string; readonly port: number } | { readonly path: string };

/** Reads `tcp://127.0.0.1:5000`, `tcp://[::1]:5000`, `tcp://*:5000` (all IPv4 addresses) or `ipc://path`; throws a usage error at any other. */
export const readEndpoint = (endpoint: string): Place => {
  const [, path] = /^ipc:\/\/(.+)$/.exec(endpoint) ?? [];
  if (path !== undefined) return { path };
  const [, host = "", port] = /^tcp:\/\/(.+):(\d+)$/.exec(endpoint) ?? [];
  if (host === "" || Number(port) > 65535)
    throw usageError(`${endpoint} is no place to listen: tcp://ADDRESS:PORT or ipc://PATH is needed`);
  return { host: host === "*" ? "0.0.0.0" : host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
};
