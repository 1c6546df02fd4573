import { PinbookError } from "../../../errors.ts";
import type { textFunctions } from "../../functions/text.ts";
import { jsonAt, parseJsonPath } from "../../json-path.ts";
import { compilePattern } from "../../pattern.ts";
import type { CallNode } from "../../plan.ts";
import { timeParser } from "../../time/format.ts";
import { codePoints } from "./code-points.ts";
import { constantOf, just, type Maker } from "./kernel.ts";
import { lowerCase, upperCase } from "./letter-case.ts";

const patternFor = (node: CallNode): RegExp => compilePattern(node.pattern ?? { source: "", flags: "" });

const matches: Maker = (node) => {
  const pattern = new RegExp(patternFor(node).source, patternFor(node).flags.replace("g", ""));
  return (text: string) => pattern.test(text);
};

const extract: Maker = (node) => {
  const pattern = new RegExp(patternFor(node).source, patternFor(node).flags.replace("g", ""));
  return (text: string, group: number) => {
    const match = pattern.exec(text);
    return match ? (match[group] ?? "") : null;
  };
};

/** An empty match right behind a match is none, as in RE2. */
const replace: Maker = (node) => {
  const pattern = patternFor(node);
  return (text: string, by: string) => {
    let end = -1;
    return text.replace(pattern, (match: string, ...rest: unknown[]) => {
      const at = rest.find((part) => typeof part === "number") as number;
      if (match === "" && at === end) return "";
      end = at + match.length;
      return by.replaceAll(/\$([$1-9])/g, (_, next: string) =>
        next === "$" ? "$" : String(rest[Number(next) - 1] ?? ""),
      );
    });
  };
};

/** The fill, over and over, up to so many code points; nothing where the text has them, or the fill is empty. */
const filling = (text: string, length: number, fill: string): string => {
  const missing = length - codePoints(text);
  if (missing <= 0 || fill === "") return "";
  const whole = fill.repeat(Math.ceil(missing / codePoints(fill)));
  return Array.from(whole).slice(0, missing).join("");
};

const json =
  (type: "string" | "number" | "boolean"): Maker =>
  (node) => {
    const path = parseJsonPath(constantOf(node, 1));
    return (text: string) => {
      const value = jsonAt(text, path);
      return typeof value === type ? value : null;
    };
  };

const parseTime = (node: CallNode, onFail: (text: string) => null): ReturnType<Maker> => {
  const parse = timeParser(constantOf(node, 1));
  return (text: string) => parse(text) ?? onFail(text);
};

const refuseTime =
  (node: CallNode) =>
  (text: string): never => {
    throw new PinbookError(
      `The text ${JSON.stringify(text)} is no time of the form ${constantOf(node, 1)}: use tryParseTime for null in its place.`,
    );
  };

export const textKernels: Readonly<Record<keyof typeof textFunctions, Maker>> = {
  lower: just(lowerCase),
  upper: just(upperCase),
  trim: just((text: string) => text.trim()),
  trimStart: just((text: string) => text.trimStart()),
  trimEnd: just((text: string) => text.trimEnd()),
  startsWith: just((text: string, part: string) => text.startsWith(part)),
  endsWith: just((text: string, part: string) => text.endsWith(part)),
  repeat: just((text: string, times: number) => text.repeat(Math.max(0, Math.trunc(times)))),
  padStart: just((text: string, length: number, fill: string) => filling(text, length, fill) + text),
  padEnd: just((text: string, length: number, fill: string) => text + filling(text, length, fill)),
  split: just((text: string, separator: string) => (separator === "" ? Array.from(text) : text.split(separator))),
  matches,
  extract,
  replace,
  replaceText: just((text: string, what: string, by: string) => (what === "" ? text : text.replaceAll(what, () => by))),
  jsonText: json("string"),
  jsonNumber: json("number"),
  jsonBoolean: json("boolean"),
  parseTime: (node) => parseTime(node, refuseTime(node)),
  tryParseTime: (node) => parseTime(node, () => null),
};
