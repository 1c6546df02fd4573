import { expect, test } from "@jest/globals";
import { pythonRandom } from "../../src/emulator/mersenne-twister.ts";

// random.seed(S); [random.randrange(L) for _ in range(6)] of CPython 3.11.
test.each([
  [100, 2, [0, 1, 1, 0, 1, 1]],
  [100, 11001, [2386, 7528, 7453, 2863, 6439, 5730]],
  [0, 10, [6, 6, 0, 4, 8, 7]],
  [-5, 1000, [637, 261, 759, 367, 814, 707]],
  [4294967296, 4096, [925, 2877, 3422, 136, 186, 2715]],
  [9007199254740991, 7, [0, 4, 1, 6, 1, 1]],
  [1, 4294967295, [577090037, 2444712010, 3639700191, 3445702192, 3280387012, 271041745]],
  [42, 1, [0, 0, 0, 0, 0, 0]],
])("seed %d draws below %d what Python draws", (seed, limit, expected) => {
  const random = pythonRandom(seed);
  expect(Array.from({ length: 6 }, () => random.below(limit))).toEqual(expected);
});

test("draws go on as Python's after the state has turned over", () => {
  const random = pythonRandom(100);
  for (let i = 0; i < 2_000; i++) random.below(2 ** 32 - 1);
  expect(Array.from({ length: 3 }, () => random.below(1_000_000))).toEqual([943669, 981694, 798031]);
});

test.each([1.5, Number.NaN, 2 ** 53])("a seed of %d is refused", (seed) => {
  expect(() => pythonRandom(seed)).toThrow(`the seed must be a whole number below 2^53, not ${seed}`);
});
