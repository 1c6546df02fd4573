// A session with just what the runner needs, so that its tests do not depend on the real one.
import { Session } from "node:inspector";
import { promisify } from "node:util";

/** @param {{ cwd: string, onOutput: (output: object) => void }} options */
export const createSession = async ({ onOutput }) => {
  const inspector = new Session();
  inspector.connect();
  const post = promisify(
    /** @type {(method: string, params: object, done: (e: Error | null, r?: any) => void) => void} */ (
      inspector.post.bind(inspector)
    ),
  );
  Object.assign(globalThis, {
    emit: onOutput,
    print: (/** @type {string} */ text) => onOutput({ output_type: "stream", name: "stdout", text }),
  });
  /** @type {() => void} */
  let abandon = () => {};
  return {
    execute: async (/** @type {{ code: string }} */ { code }) => {
      const interrupted = new Promise((resolve) => {
        abandon = () => resolve({ exceptionDetails: { text: "Interrupted" } });
      });
      const run = post("Runtime.evaluate", { expression: code, replMode: true, awaitPromise: true }).catch((error) => ({
        exceptionDetails: { text: error.message },
      }));
      const { exceptionDetails } = await Promise.race([run, interrupted]);
      if (!exceptionDetails) return { status: "ok" };
      const evalue = exceptionDetails.exception?.description?.split("\n")[0] ?? exceptionDetails.text;
      const error = { ename: "Error", evalue, traceback: [evalue] };
      onOutput({ output_type: "error", ...error });
      return { status: "error", ...error };
    },
    interrupt: () => abandon(),
    close: async () => {},
  };
};
