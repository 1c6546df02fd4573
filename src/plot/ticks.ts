/** A round step (1, 2, 2.5 or 5 times a power of ten) that divides the span into about `count` parts, never into more. */
export const niceStep = (span: number, count: number): number => {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((step) => step * power >= rough * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(12));
};

/** Round numbers within [low, high]. */
export const numberTicks = (low: number, high: number, count: number): readonly number[] => {
  const step = niceStep(high - low || 1, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
};

/** Places between two powers of ten: whole powers, and 2 and 5 times them where the span is short. */
export const powerTicks = (low: number, high: number, count: number): readonly { value: number; text: string }[] => {
  const factors = high - low > 2 ? [1] : [1, 2, 5];
  const every = Math.max(1, Math.ceil((high - low) / count));
  const powers = Array.from(
    { length: Math.max(0, Math.ceil(high) - Math.floor(low)) + 1 },
    (_, i) => Math.floor(low) + i,
  );
  return powers
    .filter((power) => power % every === 0)
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .map((number) => ({ value: Math.log10(number), text: numberText(number) }))
    .filter(({ value }) => value >= low - 1e-9 && value <= high + 1e-9);
};

/** A number for people: 12,500, 1.2M, 0.25. */
export const numberText = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 1e15) return value.toExponential(1);
  const sign = value < 0 ? "−" : "";
  for (const [unit, letter] of [
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
  ] as const)
    if (size >= unit) return `${sign}${Number((size / unit).toPrecision(4))}${letter}`;
  if (size > 0 && size < 1e-4) return value.toExponential();
  const [whole = "0", fraction] = String(Number(value.toPrecision(8)))
    .replace("-", "")
    .split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
};

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 5, 15, 30]
  .flatMap((n) => [n * second, n * minute])
  .concat(
    [1, 3, 6, 12].map((n) => n * hour),
    [day, 2 * day, 7 * day],
  );

/** Round moments within [low, high], all in milliseconds since 1970 UTC, each with its text. */
export const timeTicks = (low: number, high: number, count: number): readonly { value: number; text: string }[] => {
  const rough = (high - low || 1) / count;
  const step = [...steps].sort((a, b) => a - b).find((size) => size >= rough);
  if (step === undefined) return monthTicks(low, high, Math.max(1, Math.ceil(rough / (30.44 * day))));
  const first = Math.ceil(low / step);
  const text = (value: number): string => {
    const iso = new Date(value).toISOString();
    return step >= day ? iso.slice(0, 10) : step >= minute ? iso.slice(11, 16) : iso.slice(11, 19);
  };
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step).map(
    (value) => ({ value, text: text(value) }),
  );
};

const monthTicks = (low: number, high: number, months: number): readonly { value: number; text: string }[] => {
  const step = [1, 2, 3, 6].find((size) => size >= months) ?? 12 * Math.max(1, niceStep(months / 12, 1));
  const ticks: { value: number; text: string }[] = [];
  const start = new Date(low).getUTCFullYear() * 12;
  for (let month = Math.floor(start / step) * step; ; month += step) {
    const value = Date.UTC(Math.floor(month / 12), month % 12);
    if (value > high) return ticks;
    const iso = new Date(value).toISOString();
    if (value >= low) ticks.push({ value, text: step >= 12 ? iso.slice(0, 4) : iso.slice(0, 7) });
  }
};
