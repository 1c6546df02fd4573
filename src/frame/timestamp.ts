/** Reads `2020-08-28 03:52:47[.123456][Z|+02:00]`, with a space or a T, or a date alone, as microseconds of UTC; else null. */
export const parseTimestamp = (text: string): bigint | null => {
  const found = timestampPattern.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = found;
  const days = daysOf(Number(year), Number(month), Number(day));
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const offset = offsetMinutes(zone);
  if (days === null || h > 23 || m > 59 || s > 59 || offset === null) return null;
  const seconds = days * 86_400 + h * 3600 + (m - offset) * 60 + s;
  const micros = seconds * 1_000_000;
  if (fraction === "" && Number.isSafeInteger(micros)) return BigInt(micros);
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, "0"));
};

/** Reads `2020-08-28` as days since 1970-01-01; else null. */
export const parseDate = (text: string): number | null => {
  const found = datePattern.exec(text.trim());
  return found ? daysOf(Number(found[1]), Number(found[2]), Number(found[3])) : null;
};

/** Microseconds as `2020-08-28 03:52:47`, with the fraction where there is one. */
export const formatTimestamp = (micros: bigint): string => {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, -5).replace("T", " ");
  return fraction === 0n ? seconds : `${seconds}.${fraction.toString().padStart(6, "0").replace(/0+$/, "")}`;
};

/** Days since 1970-01-01 as `2020-08-28`. */
export const formatDate = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, -14);

/** Microseconds as a Date, which holds milliseconds: rounded down. */
export const dateOfMicros = (micros: bigint): Date => {
  const number = Number(micros);
  return new Date(Number.isSafeInteger(number) ? floorThousandth(number) : Number(floorDivide(micros, 1000n)));
};

/** Division rounded towards minus infinity. */
export const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
};

/** A whole number divided by 1000, rounded down, without rounding on the way. */
const floorThousandth = (number: number): number => {
  const rest = number % 1000;
  return (number - (rest < 0 ? rest + 1000 : rest)) / 1000;
};

const timestampPattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/;
const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/;

const daysOf = (year: number, month: number, day: number): number | null => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 86_400_000 : null;
};

const offsetMinutes = (zone: string): number | null => {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 18 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
};
