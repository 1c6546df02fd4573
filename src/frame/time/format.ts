import { usageError } from "../../errors.ts";
import { floorDivide, parseTimestamp } from "../timestamp.ts";
import { truncateDay } from "./units.ts";

const dayMicros = 86_400_000_000n;
const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const padded = (value: number, length: number): string => String(value).padStart(length, "0");

/** What each code of a format stands for. */
const writers: Readonly<Record<string, (date: Date, micros: number) => string>> = {
  Y: (date) => (date.getUTCFullYear() < 0 ? String(date.getUTCFullYear()) : padded(date.getUTCFullYear(), 4)),
  m: (date) => padded(date.getUTCMonth() + 1, 2),
  d: (date) => padded(date.getUTCDate(), 2),
  H: (date) => padded(date.getUTCHours(), 2),
  M: (date) => padded(date.getUTCMinutes(), 2),
  S: (date) => padded(date.getUTCSeconds(), 2),
  f: (_, micros) => padded(micros, 6),
  j: (date) => padded(dayOfYear(date), 3),
  B: (date) => months[date.getUTCMonth()] ?? "",
  b: (date) => (months[date.getUTCMonth()] ?? "").slice(0, 3),
  A: (date) => weekdays[date.getUTCDay()] ?? "",
  a: (date) => (weekdays[date.getUTCDay()] ?? "").slice(0, 3),
  "%": () => "%",
};

const readers: Readonly<Record<string, string>> = {
  ...{ Y: "(?<Y>\\d{4})", m: "(?<m>\\d\\d)", d: "(?<d>\\d\\d)" },
  ...{ H: "(?<H>\\d\\d)", M: "(?<M>\\d\\d)", S: "(?<S>\\d\\d)", f: "(?<f>\\d{6})", "%": "%" },
};

/** The day of the year, from 1. */
export const dayOfYear = (date: Date): number =>
  Math.floor(date.getTime() / 86_400_000) - truncateDay(Math.floor(date.getTime() / 86_400_000), "year") + 1;

/** The week of the year by ISO 8601: the first has the year's first Thursday. */
export const isoWeek = (date: Date): number => {
  const thursday = truncateDay(Math.floor(date.getTime() / 86_400_000), "week") + 3;
  return Math.floor((thursday - truncateDay(thursday, "year")) / 7) + 1;
};

/** A format checked: text with codes such as %Y-%m-%d; throws at a code that is not known. */
export const checkFormat = (format: unknown, use: "format" | "parse"): string => {
  if (typeof format !== "string") throw usageError(`A time's format is a text such as "%Y-%m-%d".`);
  const allowed = Object.keys(use === "format" ? writers : readers);
  for (const [code = ""] of format.matchAll(/%(?:[\s\S]|$)/gu)) {
    if (!allowed.includes(code.slice(1))) {
      throw usageError(
        `The format ${JSON.stringify(format)} has the code ${JSON.stringify(code)}; there are ${allowed.map((one) => `%${one}`).join(" ")}.`,
      );
    }
  }
  if (use === "parse") checkParse(format);
  return format;
};

/** How a moment (microseconds since 1970) is written in a format. */
export const timeFormatter = (format: string): ((micros: bigint) => string) => {
  const pieces = format
    .split(/(%[\s\S])/u)
    .map((piece) => (piece.startsWith("%") ? (writers[piece.slice(1)] ?? piece) : piece));
  return (micros) => {
    const date = new Date(Number(floorDivide(micros, 1000n)));
    const rest = Number(micros - floorDivide(micros, 1_000_000n) * 1_000_000n);
    return pieces.map((piece) => (typeof piece === "string" ? piece : piece(date, rest))).join("");
  };
};

/** A format as a pattern that a text must match as a whole. */
export const formatPattern = (format: string): string =>
  format
    .split(/(%[\s\S])/u)
    .map((piece) =>
      piece.startsWith("%") ? readers[piece.slice(1)] : piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"),
    )
    .join("");

/** How a text of a format is read as microseconds of UTC; null where it is no such time. */
export const timeParser = (format: string): ((text: string) => bigint | null) => {
  const pattern = new RegExp(`^${formatPattern(format)}$`);
  return (text) => {
    const found = pattern.exec(text)?.groups;
    if (!found) return null;
    const { Y, m = "01", d = "01", H = "00", M = "00", S = "00", f = "0" } = found;
    return parseTimestamp(`${Y}-${m}-${d} ${H}:${M}:${S}.${f}`);
  };
};

const checkParse = (format: string): void => {
  const codes = [...format.matchAll(/%([\s\S])/gu)].map(([, code]) => code).filter((code) => code !== "%");
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice !== undefined) throw usageError(`The format ${JSON.stringify(format)} has %${twice} twice.`);
  if (!codes.includes("Y")) throw usageError(`The format ${JSON.stringify(format)} has no year: write %Y.`);
};

/** Microseconds of a day. */
export const microsOfDay = (day: number): bigint => BigInt(day) * dayMicros;
