// What modules mean and contain, without the rest of a session.
export { localFile, localModulesOf, localUrl } from "../local-graph.ts";
export { localSources } from "../local-sources.ts";
export { type NameVersion, nameVersion } from "./name-version.ts";
