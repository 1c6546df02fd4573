import { usageError } from "../../errors.ts";
import { floorDivide } from "../timestamp.ts";

/** The zone of that name; throws where the machine knows none. */
export const checkZone = (zone: unknown): string => {
  try {
    if (typeof zone === "string" && !/^[+-]/.test(zone))
      return new Intl.DateTimeFormat("en", { timeZone: zone }) && zone;
  } catch {}
  throw usageError(`${JSON.stringify(zone)} is no time zone: use a name such as "Europe/Berlin" or "UTC".`);
};

/** How moments of UTC (microseconds) become the time that a clock in the zone shows. */
export const toLocal = (zone: string): ((micros: bigint) => bigint) => {
  const offsetAt = offsets(zone);
  return (micros) => micros + offsetAt(micros);
};

/**
 * How the time that a clock in the zone shows becomes a moment of UTC: of two such moments (the clock was turned back)
 * the later; a time that the clock left out is read with the offset before.
 */
export const fromLocal = (zone: string): ((micros: bigint) => bigint) => {
  const offsetAt = offsets(zone);
  return (micros) => {
    const [before, after] = [offsetAt(micros - day), offsetAt(micros + day)];
    return offsetAt(micros - after) === after ? micros - after : micros - before;
  };
};

const day = 86_400_000_000n;
const hour = 3_600_000_000n;
const known = new Map<string, (micros: bigint) => bigint>();

const offsets = (zone: string): ((micros: bigint) => bigint) => {
  const found = known.get(zone);
  if (found) return found;
  const made = cached(offsetReader(zone));
  known.set(zone, made);
  return made;
};

const offsetReader = (zone: string): ((micros: bigint) => bigint) => {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    ...{ calendar: "gregory", hourCycle: "h23", era: "short" },
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });
  return (micros) => {
    const seconds = Number(floorDivide(micros, 1_000_000n));
    const parts = Object.fromEntries(format.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
    const year = parts.era === "BC" ? 1 - Number(parts.year) : Number(parts.year);
    const date = new Date(0);
    date.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
    date.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
    return BigInt(date.getTime() / 1000 - seconds) * 1_000_000n;
  };
};

/** Offsets by the hour, where they are the same at both of its ends. */
const cached = (read: (micros: bigint) => bigint): ((micros: bigint) => bigint) => {
  const hours = new Map<bigint, bigint | null>();
  return (micros) => {
    const start = floorDivide(micros, hour);
    let offset = hours.get(start);
    if (offset === undefined) {
      const first = read(start * hour);
      offset = first === read((start + 1n) * hour) ? first : null;
      hours.set(start, offset);
    }
    return offset ?? read(micros);
  };
};
