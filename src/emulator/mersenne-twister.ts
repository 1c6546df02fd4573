const size = 624;
const middle = 397;

/** A stream of Python's pseudo-random numbers. */
export interface PythonRandom {
  /** A whole number from 0 to before `limit` (1 to 2^32 - 1), as `random.randrange(0, limit)`. */
  readonly below: (limit: number) => number;
}

/**
 * The numbers of CPython's `random.seed(seed)`: MT19937 (Matsumoto and Nishimura 1998) set up by init_by_array,
 * drawn by `getrandbits` and `_randbelow_with_getrandbits`. The seed is a whole number up to 2^53 - 1; its sign does not matter.
 */
export const pythonRandom = (seed: number): PythonRandom => {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed must be a whole number below 2^53, not ${seed}`);
  const state = initByArray(seedWords(Math.abs(seed)));
  let position = size;
  const next = (): number => {
    if (position === size) {
      twist(state);
      position = 0;
    }
    return temper(at(state, position++));
  };
  return { below: (limit) => randbelow(limit, next) };
};

// Draws the bits that `limit` takes until the number is below it, as CPython does since 3.2: also for powers of two.
const randbelow = (limit: number, next: () => number): number => {
  const shift = Math.clz32(limit);
  for (;;) {
    const number = next() >>> shift;
    if (number < limit) return number;
  }
};

const at = (state: Uint32Array, index: number): number => state[index] ?? 0;

const seedWords = (seed: number): readonly number[] => {
  const high = Math.floor(seed / 2 ** 32);
  return high === 0 ? [seed] : [seed >>> 0, high];
};

const initGenrand = (seed: number): Uint32Array => {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) state[i] = Math.imul(1812433253, scramble(state, i)) + i;
  return state;
};

const scramble = (state: Uint32Array, i: number): number => at(state, i - 1) ^ (at(state, i - 1) >>> 30);

const initByArray = (key: readonly number[]): Uint32Array => {
  const state = initGenrand(19650218);
  let i = 1;
  const advance = (value: number) => {
    state[i] = value;
    i += 1;
    if (i < size) return;
    state[0] = at(state, size - 1);
    i = 1;
  };
  for (let k = 0; k < Math.max(size, key.length); k++) {
    const j = k % key.length;
    advance((at(state, i) ^ Math.imul(scramble(state, i), 1664525)) + (key[j] ?? 0) + j);
  }
  for (let k = 1; k < size; k++) advance((at(state, i) ^ Math.imul(scramble(state, i), 1566083941)) - i);
  state[0] = 0x80000000;
  return state;
};

const twist = (state: Uint32Array): void => {
  for (let i = 0; i < size; i++) {
    const y = (at(state, i) & 0x80000000) | (at(state, (i + 1) % size) & 0x7fffffff);
    state[i] = at(state, (i + middle) % size) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
};

const temper = (word: number): number => {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  y ^= y >>> 18;
  return y >>> 0;
};
