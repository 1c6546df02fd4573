import { usageError } from "../../errors.ts";
import { type CodeCell, hasTag, type Json, type JsonObject, type Notebook, pinbookOf } from "../../notebook/index.ts";
import { exact, type Tolerance } from "../compare/same-text.ts";

/** How a cell's outputs are compared with the saved ones. */
export interface CheckRules {
  /** All outputs are left alone. */
  readonly ignoreAll: boolean;
  /** `stdout`, `stderr`, `error` and MIME types that are left alone. */
  readonly ignore: ReadonlySet<string>;
  /** What matches is the same on both sides. */
  readonly masks: readonly RegExp[];
  readonly tolerance: Tolerance;
}

/**
 * The rules of a cell: its `metadata.pinbook.check` (`ignore`: true or a list; `mask`: regular expressions; `tolerance`: a
 * number, for both, or `absolute` and `relative`) with the notebook's own, and the tag `nbval-ignore-output`. Throws a
 * usage error that names the cell.
 */
export const rulesOf = (notebook: Notebook, cell: CodeCell, name: string, tolerance = exact): CheckRules => {
  const own = checkOf(pinbookOf(cell));
  const shared = checkOf((notebook.metadata.pinbook ?? {}) as JsonObject);
  const where = `${name}, cell ${cell.id}: metadata.pinbook.check`;
  const ignores = [shared.ignore, own.ignore];
  return {
    ignoreAll: hasTag(cell, "nbval-ignore-output") || ignores.includes(true),
    ignore: new Set(ignores.flatMap((value) => (value === true ? [] : textsIn(value, `${where}.ignore`)))),
    masks: [shared.mask, own.mask].flatMap((value) => textsIn(value, `${where}.mask`)).map((text) => mask(text, where)),
    tolerance: toleranceIn(own.tolerance ?? shared.tolerance, where) ?? tolerance,
  };
};

const checkOf = ({ check }: JsonObject): JsonObject =>
  check !== null && typeof check === "object" && !Array.isArray(check) ? (check as JsonObject) : {};

const textsIn = (value: Json | undefined, where: string): readonly string[] => {
  if (value === undefined || value === null || value === false) return [];
  const list = typeof value === "string" ? [value] : value;
  if (Array.isArray(list) && list.every((text) => typeof text === "string")) return list as readonly string[];
  throw usageError(`${where} is ${JSON.stringify(value)}: use a text or a list of texts.`);
};

const mask = (text: string, where: string): RegExp => {
  try {
    return new RegExp(text, "gmu");
  } catch (error) {
    throw usageError(`${where}.mask holds ${JSON.stringify(text)}, which is no regular expression: ${String(error)}`);
  }
};

const toleranceIn = (value: Json | undefined, where: string): Tolerance | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && value >= 0) return { absolute: value, relative: value };
  if (typeof value === "object" && !Array.isArray(value)) {
    const { absolute = 0, relative = 0 } = value as JsonObject;
    if (typeof absolute === "number" && typeof relative === "number" && absolute >= 0 && relative >= 0)
      return { absolute, relative };
  }
  throw usageError(
    `${where}.tolerance is ${JSON.stringify(value)}: use a number, or absolute and relative, 0 or more.`,
  );
};
