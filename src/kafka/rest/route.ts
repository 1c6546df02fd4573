/** What a path of the proxy names. */
export type Route =
  | { readonly kind: "topics" }
  | { readonly kind: "brokers" }
  | { readonly kind: "topic"; readonly topic: string }
  | { readonly kind: "partitions"; readonly topic: string }
  | { readonly kind: "partition"; readonly topic: string; readonly partition: string }
  | { readonly kind: "offsets"; readonly topic: string; readonly partition: string };

/** Reads a decoded path, with or without the one segment that an API gateway's stage puts before it; undefined where it is not the proxy's. */
export const routeOf = (path: string): Route | undefined => {
  const parts = path.replace(/\/$/, "").split("/").slice(1);
  return routeOfParts(parts) ?? routeOfParts(parts.slice(1));
};

const routeOfParts = ([root, topic, partitions, partition, offsets, ...rest]: string[]): Route | undefined => {
  if (rest.length > 0) return undefined;
  if (root === "brokers") return topic === undefined ? { kind: "brokers" } : undefined;
  if (root !== "topics" || topic === "") return undefined;
  if (topic === undefined) return { kind: "topics" };
  if (partitions === undefined) return { kind: "topic", topic };
  if (partitions !== "partitions") return undefined;
  if (partition === undefined) return { kind: "partitions", topic };
  if (offsets === undefined) return { kind: "partition", topic, partition };
  return offsets === "offsets" ? { kind: "offsets", topic, partition } : undefined;
};
