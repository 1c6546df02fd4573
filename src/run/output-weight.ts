import type { SessionOutput } from "./types.ts";

/** How much an output holds, about in characters. */
export const outputWeight = (output: SessionOutput): number => {
  if (output.output_type === "stream") return output.text.length;
  if (!("data" in output)) return 1000;
  return Object.values(output.data).reduce(
    (sum: number, value) => sum + (typeof value === "string" ? value.length : JSON.stringify(value).length),
    0,
  );
};
