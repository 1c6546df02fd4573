import { Session as Inspector } from "node:inspector";
import { types } from "node:util";
import { keepFirstPromise } from "./keep-promise.ts";

/** How an evaluation ended: the value; what was thrown, and where (from 0) if V8 could not compile it; or that it was terminated from another thread. */
export type Evaluation =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "thrown";
      readonly thrown: unknown;
      readonly compiling: boolean;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: "terminated" };

/** V8's REPL mode in this thread's global scope. */
export interface Evaluator {
  /** Runs code with top-level await and redeclaration; `url` names it in traces. */
  evaluate(code: string, url: string): Promise<Evaluation>;
  /** The value of an expression where it can be had without side effects and at once. */
  peek(expression: string): Promise<{ readonly value: unknown } | undefined>;
  /** Names that cells declared with let, const and class. */
  lexicalNames(): Promise<readonly string[]>;
  close(): void;
}

interface RemoteObject {
  readonly type: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly objectId?: string;
}

interface EvaluateResult {
  readonly result: RemoteObject;
  readonly exceptionDetails?: {
    readonly lineNumber: number;
    readonly columnNumber: number;
    readonly scriptId?: string;
    readonly stackTrace?: object;
    readonly exception?: RemoteObject;
  };
}

export const createEvaluator = async (): Promise<Evaluator> => {
  const inspector = new Inspector();
  inspector.connect();
  const post = <T>(method: string, params: object, during: During = directly): Promise<T> =>
    new Promise((resolve, reject) => {
      during(() => inspector.post(method, params, (error, result) => (error ? reject(error) : resolve(result as T))));
    });
  const take = await reach(post);
  /** Each evaluation has a group of its own: what is released must not be what another still needs. */
  let groups = 0;
  return {
    evaluate: async (code, url) => {
      const objectGroup = `cell ${++groups}`;
      const parameters = { replMode: true, awaitPromise: true, objectGroup };
      let reply: EvaluateResult;
      const kept = keepFirstPromise();
      try {
        const expression = `${code}\n//# sourceURL=${url}`;
        reply = await post<EvaluateResult>("Runtime.evaluate", { expression, ...parameters }, kept.during);
      } catch {
        return { kind: "terminated" };
      } finally {
        kept.release();
      }
      const details = reply.exceptionDetails;
      const { value } = await take(details?.exception ?? reply.result);
      if (reply.result.objectId ?? details?.exception?.objectId)
        void post("Runtime.releaseObjectGroup", { objectGroup });
      if (!details) return awaited(value);
      const compiling = details.scriptId !== undefined && details.stackTrace === undefined;
      return { kind: "thrown", thrown: value, compiling, line: details.lineNumber, column: details.columnNumber };
    },
    peek: async (expression) => {
      // Not in REPL mode: that makes a promise, which async hooks turn into a side effect.
      const objectGroup = `peek ${++groups}`;
      const parameters = { throwOnSideEffect: true, timeout: 200, objectGroup, silent: true };
      const reply = await post<EvaluateResult>("Runtime.evaluate", { expression, ...parameters }).catch(
        () => undefined,
      );
      if (!reply || reply.exceptionDetails) return undefined;
      const taken = await take(reply.result);
      void post("Runtime.releaseObjectGroup", { objectGroup });
      return taken;
    },
    lexicalNames: async () => (await post<{ names: readonly string[] }>("Runtime.globalLexicalScopeNames", {})).names,
    close: () => inspector.disconnect(),
  };
};

/** A promise as a cell's last value stands for what it gives; other things with a method `then` stand for themselves. */
const awaited = async (value: unknown): Promise<Evaluation> => {
  if (!types.isPromise(value)) return { kind: "value", value };
  try {
    return { kind: "value", value: await value };
  } catch (thrown) {
    return { kind: "thrown", thrown, compiling: false, line: 0, column: 0 };
  }
};

type During = (act: () => void) => void;

const directly: During = (act) => act();

type Post = <T>(method: string, params: object) => Promise<T>;

/** Gives a function that turns the inspector's handle of a value into the value itself, by letting V8 put it into a holder. */
const reach = async (post: Post) => {
  const holder: Record<string, unknown> = {};
  const name = "__pinbook_holder__";
  Object.defineProperty(globalThis, name, { value: holder, configurable: true });
  const { result } = await post<EvaluateResult>("Runtime.evaluate", { expression: name });
  Reflect.deleteProperty(globalThis, name);
  let count = 0;
  // In an object, because a value may have a method `then` that is none of our business.
  return async (handle: RemoteObject): Promise<{ readonly value: unknown }> => {
    if (!handle.objectId && !handle.unserializableValue) return { value: handle.value };
    const { objectId, unserializableValue } = handle;
    const argument = objectId ? { objectId } : { unserializableValue };
    const key = `value ${++count}`;
    const functionDeclaration = "function (key, value) { this[key] = value; }";
    const arguments_ = [{ value: key }, argument];
    await post("Runtime.callFunctionOn", { objectId: result.objectId, functionDeclaration, arguments: arguments_ });
    const value = holder[key];
    delete holder[key];
    return { value };
  };
};
