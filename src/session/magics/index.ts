export { magicName, readMagics } from "./read-magics.ts";
export { createMagicRunner, type MagicRunner } from "./runner.ts";
export type { MagicContext } from "./types.ts";
