import { type FunctionSpec, string } from "./spec.ts";

const written: FunctionSpec = { on: ["binary"], takes: [], gives: string };
const read: FunctionSpec = { on: ["string"], takes: [], gives: () => "binary" };
const tried: FunctionSpec = { ...read, nulls: "always" };

/** Bytes as text, and text as bytes. */
export const binaryFunctions = {
  hex: written,
  base64: written,
  fromHex: read,
  tryFromHex: tried,
  fromBase64: read,
  tryFromBase64: tried,
} satisfies Record<string, FunctionSpec>;
