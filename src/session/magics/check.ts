import type { Magic } from "./types.ts";

const modes = ["on", "warn", "off"] as const;

/** `%check`: what type errors do. */
export const check: Magic = {
  usage: "%check [on|warn|off]",
  summary: "type errors stop a cell, show beside its output, or are not looked for",
  run: ({ text }, { settings, print }) => {
    const wanted = text.trim();
    const mode = modes.find((one) => one === wanted);
    if (wanted && !mode) throw new Error(`%check ${wanted}: write %check on, %check warn or %check off`);
    if (mode) settings.check = mode;
    else print(`%check ${settings.check}\n`);
  },
};
