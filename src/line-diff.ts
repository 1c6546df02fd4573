/** Lines that two texts have around a difference, and how many are looked at before a text counts as wholly other. */
const around = 3;
const most = 2_000;

/**
 * A unified diff of two texts, without the file names: `-` what the first has, `+` what the second has, `@@` between parts.
 * Empty where they are the same. `same` tells whether two lines count as one.
 */
export const lineDiff = (a: string, b: string, same = (one: string, other: string) => one === other): string => {
  const steps = stepsOf(a.split("\n"), b.split("\n"), same);
  if (steps.every(({ mark }) => mark === " ")) return "";
  const keep = steps.map((_, at) =>
    steps.slice(Math.max(0, at - around), at + around + 1).some(({ mark }) => mark !== " "),
  );
  const lines: string[] = [];
  for (const [at, { mark, line }] of steps.entries()) {
    if (!keep[at]) continue;
    if (!keep[at - 1]) lines.push(`@@ line ${steps.slice(0, at).filter((step) => step.mark !== "+").length + 1} @@`);
    lines.push(`${mark}${line}`);
  }
  return lines.join("\n");
};

interface Step {
  readonly mark: " " | "-" | "+";
  readonly line: string;
}

type Same = (one: string, other: string) => boolean;

const stepsOf = (a: readonly string[], b: readonly string[], same: Same): readonly Step[] => {
  let start = 0;
  while (start < a.length && start < b.length && same(a[start] ?? "", b[start] ?? "")) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && same(a[endA - 1] ?? "", b[endB - 1] ?? ""))
    [endA, endB] = [endA - 1, endB - 1];
  const mark = (lines: readonly string[], sign: Step["mark"]): readonly Step[] =>
    lines.map((line) => ({ mark: sign, line }));
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  const middle =
    restA.length * restB.length > most * most
      ? [...mark(restA, "-"), ...mark(restB, "+")]
      : longest(restA, restB, same);
  return [...mark(b.slice(0, start), " "), ...middle, ...mark(b.slice(endB), " ")];
};

// By the longest common subsequence.
const longest = (a: readonly string[], b: readonly string[], same: Same): readonly Step[] => {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = same(a[i] ?? "", b[j] ?? "")
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
  const steps: Step[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && same(a[i] ?? "", b[j] ?? "")) {
      steps.push({ mark: " ", line: b[j] ?? "" });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1)))
      steps.push({ mark: "-", line: a[i++] ?? "" });
    else steps.push({ mark: "+", line: b[j++] ?? "" });
  }
  return steps;
};
