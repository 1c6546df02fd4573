const units = [
  { name: "s", milliseconds: 1000 },
  { name: "ms", milliseconds: 1 },
  { name: "µs", milliseconds: 1e-3 },
  { name: "ns", milliseconds: 1e-6 },
] as const;

/** Milliseconds with three digits and the unit that suits: `1.23 ms`; from a minute on, `2 min 5 s`. */
export const formatDuration = (milliseconds: number): string => {
  if (milliseconds >= 60_000)
    return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
  const unit = units.find((one) => milliseconds >= one.milliseconds) ?? units[3];
  return `${Number((milliseconds / unit.milliseconds).toPrecision(3))} ${unit.name}`;
};
