import { visitorKeys } from "oxc-parser";
import { applyEdits, blanked, type Edit, isNode, type Node, type Parsed } from "../syntax/index.ts";
import type { JsxSettings } from "./jsx.ts";

/** What a walk over a syntax tree found: the edits that leave plain JavaScript, and the names used as values. */
export interface Stripping {
  readonly edits: Edit[];
  readonly values: Set<string>;
  /** Whether the edits call functions of the JSX runtime. */
  readonly usesJsx: boolean;
}

/** What to do with one type of node; "done" where its children need no walk. */
export type Rule = (node: Node, stripper: Stripper) => "done" | undefined;

/** A walk over a syntax tree that collects edits by rules, one for each type of node that needs any. */
export class Stripper implements Stripping {
  readonly edits: Edit[] = [];
  readonly values = new Set<string>();
  readonly parsed: Parsed;
  readonly jsx: JsxSettings | undefined;
  usesJsx = false;

  readonly #rules: Readonly<Record<string, Rule>>;

  constructor(parsed: Parsed, rules: Readonly<Record<string, Rule>>, jsx?: JsxSettings) {
    this.parsed = parsed;
    this.jsx = jsx;
    this.#rules = rules;
  }

  walk(node: Node): void {
    if (this.#rules[node.type]?.(node, this) === "done") return;
    this.walkChildren(node);
  }

  walkChildren(node: Node, except?: string): void {
    for (const key of visitorKeys[node.type] ?? []) {
      const value = node[key];
      if (key === except) continue;
      if (isNode(value)) this.walk(value);
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) this.walk(item);
    }
  }

  /** The code of a node as it is to run. */
  stripped(node: Node): string {
    const inner = new Stripper(this.parsed, this.#rules, this.jsx);
    inner.walk(node);
    const edits = inner.edits.map((edit) => ({ ...edit, start: edit.start - node.start, end: edit.end - node.start }));
    return applyEdits(this.parsed.code.slice(node.start, node.end), edits);
  }

  put(start: number, end: number, text: string): void {
    this.edits.push({ start, end, text });
  }

  blank(start: number, end: number): void {
    if (end > start) this.put(start, end, blanked(this.parsed.code.slice(start, end)));
  }

  /** Blanks a whole statement or member and ends what stands before it, as its own first word did. */
  blankStatement(node: Node): "done" {
    this.put(node.start, node.end, `;${blanked(this.parsed.code.slice(node.start + 1, node.end))}`);
    return "done";
  }

  /** Blanks `word` where it stands alone between two offsets. */
  blankWords(start: number, end: number, words: RegExp): number | undefined {
    let first: number | undefined;
    for (const match of this.parsed.masked.slice(start, end).matchAll(words)) {
      first ??= start + match.index;
      this.blank(start + match.index, start + match.index + match[0].length);
    }
    return first;
  }

  /** Blanks the mark (`?` or `!`) that is the first thing after `from`, if it is. */
  blankMark(from: number, mark: "?" | "!"): void {
    const offset = from + (/^\s*/.exec(this.parsed.masked.slice(from))?.[0].length ?? 0);
    if (this.parsed.masked[offset] === mark) this.blank(offset, offset + 1);
  }
}

/** Whether only space stands between an offset and a comma found after it. */
export const isTrailing = (s: Stripper, from: number, comma: number): boolean =>
  comma >= 0 && s.parsed.masked.slice(from, comma).trim() === "";
