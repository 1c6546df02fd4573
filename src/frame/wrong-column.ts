import { type PinbookError, usageError } from "../errors.ts";
import type { Schema } from "../schema.ts";

/** The error for a column that is not there: names the nearest one and all there are. */
export const noColumn = (name: string, schema: Schema): PinbookError => {
  const names = schema.map((field) => field.name);
  const near = names.map((known) => ({ known, far: distance(name, known) })).sort((a, b) => a.far - b.far)[0];
  const hint = near && near.far <= Math.max(2, name.length / 3) ? ` Did you mean '${near.known}'?` : "";
  return usageError(`There is no column '${name}'.${hint} The columns are ${names.join(", ")}.`);
};

const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
};
