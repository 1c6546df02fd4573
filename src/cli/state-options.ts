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

// What looks is loaded only where a cell read something that is no file.
const lookingAt = (config: Config): Fingerprint => {
  let loaded: Promise<Fingerprint> | undefined;
  return async (access) => {
    loaded ??= import("../pipeline/fingerprint.ts").then(
      ({ createFingerprint }) => createFingerprint(config) as Fingerprint,
    );
    return (await loaded)(access);
  };
};
