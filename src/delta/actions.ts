import { messageOf, PinbookError } from "../errors.ts";
import { jsonText } from "./json-text.ts";
import type { Action } from "./types.ts";

/** A commit's text: one action a line (PROTOCOL.md, "Delta Log Entries"). */
export const formatCommit = (actions: readonly Action[]): string =>
  actions.map((action) => `${jsonText(action)}\n`).join("");

/** The known actions of a commit's text; unknown ones and unknown fields are ignored. `file` names it in errors. */
export const parseCommit = (text: string, file: string): readonly Action[] => {
  if (text.trim() === "") throw torn(file, "it is empty");
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const action = parseLine(line, file, index + 1);
    return action === undefined ? [] : [action];
  });
};

/** Checks one action by its kind; undefined for a kind that is not known. Throws naming `place` where a field is wrong. */
export const checkAction = (kind: string, body: unknown, place: string): Action | undefined => {
  const fields = Object.hasOwn(REQUIRED, kind) ? REQUIRED[kind as ActionKind] : undefined;
  if (fields === undefined) return undefined;
  if (!isObject(body)) throw torn(place, `its ${kind} is no object`);
  for (const [name, type] of Object.entries(fields)) {
    if (!TYPES[type](body[name])) throw torn(place, `${kind}.${name} is ${shown(body[name])} instead of ${type}`);
  }
  // A null and an absent field mean the same.
  const present = Object.entries(body).filter(([, value]) => value !== null);
  return { [kind]: Object.fromEntries(present) } as unknown as Action;
};

type ActionKind = "protocol" | "metaData" | "add" | "remove" | "txn" | "commitInfo";
type FieldType = "a whole number" | "a string" | "true or false" | "an object" | "a list";

const REQUIRED: Readonly<Record<ActionKind, Readonly<Record<string, FieldType>>>> = {
  protocol: { minReaderVersion: "a whole number", minWriterVersion: "a whole number" },
  metaData: {
    id: "a string",
    format: "an object",
    schemaString: "a string",
    partitionColumns: "a list",
    configuration: "an object",
  },
  add: { path: "a string", size: "a whole number", partitionValues: "an object", dataChange: "true or false" },
  remove: { path: "a string", dataChange: "true or false" },
  txn: { appId: "a string", version: "a whole number" },
  commitInfo: {},
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const TYPES: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  "a whole number": (value) => Number.isSafeInteger(value),
  "a string": (value) => typeof value === "string",
  "true or false": (value) => typeof value === "boolean",
  "an object": isObject,
  "a list": Array.isArray,
};

const torn = (file: string, detail: string, cause?: unknown): PinbookError =>
  new PinbookError(
    `${file} is torn or damaged: ${detail}; the table cannot be read past it until the file is restored from a backup`,
    { cause },
  );

const shown = (value: unknown): string => (value === undefined ? "missing" : JSON.stringify(value));

const parseLine = (line: string, file: string, number: number): Action | undefined => {
  const place = `${file} line ${number}`;
  const parsed = parseJson(line, place);
  if (!isObject(parsed)) throw torn(place, "it is no JSON object");
  for (const [kind, body] of Object.entries(parsed)) {
    if (body === null) continue;
    const action = checkAction(kind, body, place);
    if (action !== undefined) return action;
  }
  return undefined;
};

const parseJson = (line: string, place: string): unknown => {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw torn(place, messageOf(error), error);
  }
};
