import { pythonRandom } from "./mersenne-twister.ts";

/** One step of the emulator: its number from 0, the seconds it pauses (0 or 1), and the row it takes of all three tables. */
export interface OffsetDraw {
  readonly draw: number;
  readonly pause: number;
  readonly offset: number;
}

export interface DrawOffsetsOptions {
  /** 100, as the original has it. */
  readonly seed?: number;
  /** The largest offset that can be drawn, 11,000 by default. */
  readonly maxOffset?: number;
}

/** The endless steps of the original emulator: `random.seed(seed)`, then `randrange(0, 2)` and `randint(0, maxOffset)` at each. */
export function* drawOffsets({
  seed = 100,
  maxOffset = 11_000,
}: DrawOffsetsOptions = {}): Generator<OffsetDraw, never> {
  const random = pythonRandom(seed);
  for (let draw = 0; ; draw++) {
    const pause = random.below(2);
    yield { draw, pause, offset: random.below(maxOffset + 1) };
  }
}
