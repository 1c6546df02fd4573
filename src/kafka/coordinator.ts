import { setTimeout as delay } from "node:timers/promises";

const loadedWithinMs = 30_000;
const pollMs = 50;
const refusals = new Set(["GROUP_LOAD_IN_PROGRESS", "NOT_COORDINATOR_FOR_GROUP", "GROUP_COORDINATOR_NOT_AVAILABLE"]);

/** Whether a group's coordinator refuses only for the moment: it has just started, or taken over. */
export const isLoading = (thrown: unknown): boolean => {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (refusals.has((error as { readonly type?: string }).type ?? "")) return true;
  }
  return false;
};

/** Asks until the coordinator is loaded, for half a minute at most: kafkajs passes such a refusal on. */
export const whenLoaded = async <T>(ask: () => Promise<T>): Promise<T> => {
  const deadline = Date.now() + loadedWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isLoading(error) || Date.now() > deadline) throw error;
      await delay(pollMs);
    }
  }
};

/** For kafkajs's restartOnFailure: true while a consumer that fails to join should try again, half a minute at most. */
export const untilLoaded = (): ((thrown: unknown) => Promise<boolean>) => {
  const deadline = Date.now() + loadedWithinMs;
  return async (thrown) => isLoading(thrown) && Date.now() < deadline;
};
