import { describe } from "@jest/globals";
import { messageOf } from "../../src/errors.ts";

/** Installs what a test needs where it is missing; throws where that cannot be had. */
export type Need = () => Promise<unknown>;

/**
 * A describe for tests that need real servers. In CI what they need must be there; on a user's machine they are skipped
 * and the title says why. To be awaited at the top of a test file.
 */
export const describeReal = async (title: string, needs: readonly Need[], tests: () => void): Promise<void> => {
  const missing = await firstMissing(needs);
  if (missing === undefined) describe(title, tests);
  else if (process.env.CI) throw new Error(`${title}: ${missing}`);
  else describe.skip(`${title} (skipped: ${missing})`, tests);
};

const firstMissing = async (needs: readonly Need[]): Promise<string | undefined> => {
  for (const need of needs) {
    try {
      await need();
    } catch (error) {
      return messageOf(error).slice(0, 300);
    }
  }
  return undefined;
};
