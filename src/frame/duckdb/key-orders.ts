import { open } from "node:fs/promises";

const lookedAt = 65_536;
const mostFiles = 4;
const mostOrders = 6;

/** Lines at the beginning of some files. */
export const linesAhead = async (paths: readonly string[]): Promise<readonly string[]> =>
  (await Promise.all(paths.slice(0, mostFiles).map(firstLines))).flat().filter((line) => line.trim() !== "");

/** The keys of the objects on some lines, in their order, each order once. */
export const keyOrdersOf = (lines: readonly string[]): readonly (readonly string[])[] => {
  const orders = new Map<string, readonly string[]>();
  for (const line of lines) {
    const keys = keysOf(line);
    if (keys && orders.size < mostOrders) orders.set(JSON.stringify(keys), keys);
  }
  return [...orders.values()];
};

const firstLines = async (path: string): Promise<readonly string[]> => {
  const file = await open(path, "r");
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(lookedAt), 0, lookedAt, 0);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
    return bytesRead < lookedAt ? lines : lines.slice(0, -1);
  } finally {
    await file.close();
  }
};

const keysOf = (line: string): readonly string[] | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : undefined;
  } catch {
    return undefined;
  }
};
