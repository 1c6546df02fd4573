import { types } from "node:util";
import type { Evaluator } from "./evaluate.ts";
import type { Completion } from "./types.ts";

const name = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const literal = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`$]*`|\[[^[\]]*\]/.source;
const index = String.raw`\[(?:\d+|"[^"]*"|'[^']*')\]`;
const chain = String.raw`(?:${name}|${literal})(?:\??\.${name}|${index})*`;
const member = new RegExp(String.raw`(${chain})\s*\??\.\s*([\p{ID_Continue}$]*)$`, "u");
const word = /[\p{ID_Continue}$]*$/u;

/** What the running program knows of the names at a cursor. */
export interface LiveCompletion {
  /** What it offers by itself. */
  readonly completion: Completion;
  /** Names of values that start with the word before the cursor. */
  readonly names: readonly string[];
}

/** Both at once, for types to be merged in. */
export const completeValues = async (evaluator: Evaluator, code: string, cursor: number): Promise<LiveCompletion> => ({
  completion: await completeAt(evaluator, code, cursor),
  names: await namesInScope(evaluator, word.exec(code.slice(0, cursor))?.[0] ?? ""),
});

/** Names that fit at the cursor: members of the value before the dot, else what is in scope. */
const completeAt = async (evaluator: Evaluator, code: string, cursor: number): Promise<Completion> => {
  const before = code.slice(0, cursor);
  const [, object, typed] = member.exec(before) ?? [];
  const prefix = object === undefined ? (word.exec(before)?.[0] ?? "") : (typed ?? "");
  const names =
    object === undefined ? await scopeNames(evaluator, code, cursor, prefix) : await memberNames(evaluator, object);
  const matches = [...new Set(names)]
    .filter((candidate) => candidate.startsWith(prefix) && identifier.test(candidate))
    .sort();
  return { matches, cursorStart: cursor - prefix.length, cursorEnd: cursor };
};

const identifier = new RegExp(`^${name}$`, "u");

const memberNames = async (evaluator: Evaluator, expression: string): Promise<string[]> => {
  const found = await evaluator.peek(expression);
  if (!found || found.value === null || found.value === undefined) return [];
  const names: string[] = [];
  for (let at: unknown = Object(found.value); at; at = Object.getPrototypeOf(at)) {
    if (types.isProxy(at)) break;
    if (at === Object.prototype && names.length > 0) break;
    names.push(...Object.getOwnPropertyNames(at));
  }
  return names;
};

const keywords =
  "async await break case catch class const continue default delete do else enum export extends false finally for from function if import in instanceof interface let new null of return static super switch this throw true try type typeof undefined var void while yield".split(
    " ",
  );

/** Names of values that are there now: those that cells declared, and with a prefix the globals too. */
const namesInScope = async (evaluator: Evaluator, prefix: string): Promise<readonly string[]> => {
  const declared = await evaluator.lexicalNames();
  const names = prefix === "" ? declared : [...declared, ...Object.getOwnPropertyNames(globalThis)];
  return [...new Set(names)].filter((name) => name.startsWith(prefix) && identifier.test(name)).sort();
};

const scopeNames = async (evaluator: Evaluator, code: string, cursor: number, prefix: string): Promise<string[]> => {
  const names = await namesInScope(evaluator, prefix);
  if (prefix === "") return [...names];
  const typed = code.slice(0, cursor - prefix.length) + code.slice(cursor);
  const words = typed.match(new RegExp(name, "gu")) ?? [];
  return [...names, ...words, ...keywords];
};
