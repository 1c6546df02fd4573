import { type Config, readConfig } from "../config.ts";
import type { Fingerprint, RunOptions } from "../run/index.ts";

/** Where runs remember what they did, and how they look at what cells read: by the configuration. */
export const stateOptions = (
  config: Config = readConfig(),
): Pick<RunOptions, "home" | "cacheSize" | "fingerprint"> => ({
  home: config.home,
  cacheSize: config.cacheSize,
  fingerprint: lookingAt(config),
});

// What looks is loaded only where a cell read something that is no file; it looks once at each place until a cell runs.
const lookingAt = (config: Config): Fingerprint => {
  const found = new Map<string, Promise<string | undefined>>();
  let loaded: Promise<Fingerprint> | undefined;
  const look: Fingerprint = async (access) => {
    loaded ??= import("./fingerprint.ts").then(({ createFingerprint }) => createFingerprint(config) as Fingerprint);
    return (await loaded)(access);
  };
  const lookOnce = (access: Parameters<Fingerprint>[0]): Promise<string | undefined> => {
    const key = `${access.kind} ${access.name}`;
    const known = found.get(key) ?? look(access);
    found.set(key, known);
    return known;
  };
  const listing: Fingerprint["listing"] = async ({ kind, name }) =>
    kind === "listing" ? (await import("./fingerprint.ts")).listAgain(config, name) : undefined;
  return Object.assign(lookOnce, { forget: () => found.clear(), listing });
};
