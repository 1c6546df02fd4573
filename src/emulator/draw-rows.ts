import { usageError } from "../errors.ts";
import type { Row, RowSource } from "../source/index.ts";
import { drawOffsets, type OffsetDraw } from "./draw-offsets.ts";

/** One step of the emulator with the row that it takes of each table. */
export interface Draw extends OffsetDraw {
  readonly pin: Row;
  readonly geo: Row;
  readonly user: Row;
}

export interface DrawRowsOptions {
  /** 100, as the original has it. */
  readonly seed?: number;
  /** How many steps; endless where left out. */
  readonly count?: number;
  /** The step to begin with, 0 by default: those before are drawn but not read. */
  readonly from?: number;
  readonly maxOffset?: number;
}

/** Steps `from` to before `from + count` of the emulator, each with its three rows; a source with fewer rows than an offset throws. */
export async function* drawRows(source: RowSource, options: DrawRowsOptions = {}): AsyncGenerator<Draw> {
  const { count = Number.POSITIVE_INFINITY, from = 0 } = options;
  requireCount("count", count);
  requireCount("from", from);
  for (const step of drawOffsets(options)) {
    if (step.draw >= from + count) return;
    if (step.draw < from) continue;
    const [pin, geo, user] = await Promise.all([
      source.rowAt("pinterest_data", step.offset),
      source.rowAt("geolocation_data", step.offset),
      source.rowAt("user_data", step.offset),
    ]);
    yield { ...step, pin, geo, user };
  }
}

const requireCount = (name: string, value: number): void => {
  if (value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && value >= 0)) return;
  throw usageError(`${name} must be a whole number from 0 up, not ${value}`);
};
