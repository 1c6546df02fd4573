import { Session as Inspector } from "node:inspector";
import { quietly } from "./quietly.ts";

/** Stops what the main thread is running, be it a busy loop; call it from a worker. Resolves once V8 has stopped it. */
export const terminateMainThread = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const inspector = new Inspector();
    inspector.connectToMainThread();
    inspector.post("Runtime.terminateExecution", (error) => {
      inspector.disconnect();
      if (error) reject(error);
      else resolve();
    });
  });

interface AsyncWrap {
  readonly async_hook_fields: Uint32Array;
  readonly constants: { readonly kCheck: number };
}

/**
 * Lets this process survive the termination of a timer's callback: Node otherwise ends it, because the
 * callback did not clean up its async context. The option --no-force-async-hooks-checks does the same.
 */
export const surviveTermination = (): void => {
  try {
    const { binding } = process as unknown as { binding(name: string): AsyncWrap };
    const { async_hook_fields: fields, constants } = quietly(() => binding.call(process, "async_wrap"));
    fields[constants.kCheck] = 0;
  } catch {
    // A Node without that binding keeps its check.
  }
};
