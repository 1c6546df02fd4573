import { type Scope, slotsOf, type TakenSlots } from "./documents.ts";

/** Slots that are not to be given away. */
export interface PinnedSlots extends TakenSlots {
  /** Keeps those of a scope's cells until what is returned is called. */
  readonly pin: (scope: Scope) => () => void;
}

/** The slots of cells that wait to be checked, or are, whether they are in force still or not. */
export const pinnedSlots = (): PinnedSlots => {
  const counts = new Map<number, number>();
  const count = (slot: number, change: number): void => {
    const now = (counts.get(slot) ?? 0) + change;
    if (now === 0) counts.delete(slot);
    else counts.set(slot, now);
  };
  const pin = (scope: Scope): (() => void) => {
    const slots = slotsOf(scope);
    for (const slot of slots) count(slot, 1);
    return () => {
      for (const slot of slots) count(slot, -1);
    };
  };
  return { pin, has: (slot: number): boolean => counts.has(slot) };
};
