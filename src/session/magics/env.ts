import { isSecretName } from "../../secret-name.ts";
import type { Magic } from "./types.ts";

/** `%env`: the environment of the cells, and of what they start. */
export const env: Magic = {
  usage: "%env [NAME[=VALUE]]",
  summary: "shows the environment or one variable, or sets one",
  run: ({ text }, { print }) => {
    const [, name, value] = /^([^\s=]+)(?:\s*=\s*|\s+)?(.*)$/s.exec(text.trim()) ?? [];
    if (!name) {
      for (const each of Object.keys(process.env).sort()) print(`${each}=${shown(each)}\n`);
    } else if (text.trim() === name) {
      print(name in process.env ? `${shown(name)}\n` : `${name} is not set: %env ${name}=VALUE sets it\n`);
    } else {
      process.env[name] = value;
    }
  },
};

/** What may be a secret stays out of the notebook. */
const shown = (name: string): string =>
  isSecretName(name) ? `*** (process.env.${name} has it)` : (process.env[name] ?? "");
