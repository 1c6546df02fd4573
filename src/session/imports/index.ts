// What modules mean and contain, without the rest of a session.
export { localFile, localUrl, versioned } from "../local-graph.ts";
export { localSources } from "../local-sources.ts";
