import type { StateFile } from "./state.ts";

const block = 1000;

/** Gives out producer ids, none of them twice, not even after a crash: they are reserved in the state file block by block. */
export const createProducerIds = (state: StateFile): (() => bigint) => {
  let next = state.current().nextProducerId;
  let reserved = next;
  return () => {
    if (next >= reserved) {
      state.update({ nextProducerId: next + block });
      reserved = next + block;
    }
    return BigInt(next++);
  };
};
