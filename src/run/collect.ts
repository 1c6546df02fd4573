import type { Json, JsonObject, Output } from "../notebook/index.ts";
import type { SessionOutput } from "./types.ts";

/** Gathers one cell's outputs as a front end would show them. */
export interface OutputCollector {
  add(output: SessionOutput): void;
  /** Replaces every display of that id; tells whether there was one. */
  update(displayId: string, data: JsonObject, metadata: JsonObject): boolean;
  outputs(): readonly Output[];
}

/**
 * A collector for one cell: adjacent stream texts of a name are merged, `clear_output` clears (at the next output where
 * it waits), and what goes beyond `limit` characters is cut with a note on stderr. An error output is always kept.
 */
export const collectOutputs = (limit: number): OutputCollector => {
  let outputs: Output[] = [];
  let clearNext = false;
  let size = 0;
  let cut = 0;

  const clear = (): void => {
    outputs = [];
    clearNext = false;
    size = 0;
    cut = 0;
  };

  const room = (length: number): boolean => {
    if (size + length <= limit) {
      size += length;
      return true;
    }
    cut += length;
    return false;
  };

  const addStream = (output: Extract<Output, { output_type: "stream" }>): void => {
    const text = cut > 0 ? "" : whole(output.text.slice(0, limit - size));
    size += text.length;
    cut += output.text.length - text.length;
    if (text === "") return;
    const last = outputs.at(-1);
    if (last?.output_type !== "stream" || last.name !== output.name) outputs.push({ ...output, text });
    else outputs[outputs.length - 1] = { ...last, text: last.text + text };
  };

  return {
    add: (output) => {
      if (output.output_type === "clear_output") {
        if (output.wait) clearNext = true;
        else clear();
        return;
      }
      if (output.output_type === "update_display_data") return;
      if (clearNext) clear();
      if (output.output_type === "stream") addStream(output);
      else if (output.output_type === "error" || room(sizeOf(output.data))) outputs.push(output);
    },
    update: (displayId, data, metadata) => {
      const shows = (output: Output) => output.output_type === "display_data" && output.displayId === displayId;
      if (!outputs.some(shows)) return false;
      const fits = room(sizeOf(data));
      if (fits) outputs = outputs.map((output) => (shows(output) ? { ...output, data, metadata } : output) as Output);
      return true;
    },
    outputs: () => (cut === 0 ? [...outputs] : [...outputs, cutNote(limit, cut)]),
  };
};

const cutNote = (limit: number, cut: number): Output => ({
  output_type: "stream",
  name: "stderr",
  text: `[pinbook] This cell's output was cut: it may have ${limit} characters, ${cut} more came. Print less, or allow more.\n`,
});

// Never half of a surrogate pair.
const whole = (text: string): string => (/[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text);

const sizeOf = (value: Json): number => {
  if (typeof value === "string") return value.length;
  if (value === null || typeof value !== "object") return 8;
  return Object.values(value).reduce((sum: number, item) => sum + sizeOf(item) + 2, 0);
};
