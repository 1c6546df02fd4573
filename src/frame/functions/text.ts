import { boolean, type FunctionSpec, float64, listOf, string } from "./spec.ts";

const text: FunctionSpec = { on: ["string"], takes: [], gives: string };
const has: FunctionSpec = { on: ["string"], takes: ["string"], gives: boolean };
const pad: FunctionSpec = { on: ["string"], takes: ["number", "string"], gives: string };
const moment: FunctionSpec = { on: ["string"], takes: ["string"], gives: () => "timestamp" };

/** Text, its patterns, and JSON in it. */
export const textFunctions = {
  lower: text,
  upper: text,
  trim: text,
  trimStart: text,
  trimEnd: text,
  startsWith: has,
  endsWith: has,
  repeat: { on: ["string"], takes: ["number"], gives: string },
  padStart: pad,
  padEnd: pad,
  split: { on: ["string"], takes: ["string"], gives: () => listOf("string", false) },
  matches: { on: ["string"], takes: [], gives: boolean },
  extract: { on: ["string"], takes: ["number"], gives: string, nulls: "always" },
  replace: { on: ["string"], takes: ["string"], gives: string },
  replaceText: { on: ["string"], takes: ["string", "string"], gives: string },
  jsonText: { on: ["string"], takes: ["string"], gives: string, nulls: "always" },
  jsonNumber: { on: ["string"], takes: ["string"], gives: float64, nulls: "always" },
  jsonBoolean: { on: ["string"], takes: ["string"], gives: boolean, nulls: "always" },
  parseTime: moment,
  tryParseTime: { ...moment, nulls: "always" },
} satisfies Record<string, FunctionSpec>;
