import { usageError } from "../errors.ts";
import type { Schema } from "../schema.ts";
import { isOfType } from "./verbs/columns.ts";
import { noColumn } from "./wrong-column.ts";

/** The types of values, as TypeScript names them, that columns can be chosen by. */
export interface NamedTypes {
  readonly boolean: boolean;
  readonly number: number;
  readonly bigint: bigint;
  readonly string: string;
  readonly Date: Date;
}

/** Chooses columns: made by cols. */
export type Selector =
  | { readonly choose: "all" }
  | { readonly choose: "startsWith"; readonly text: string }
  | { readonly choose: "endsWith"; readonly text: string }
  | { readonly choose: "ofType"; readonly type: keyof NamedTypes }
  | { readonly choose: "except"; readonly names: readonly string[] };

/** The columns of a row that a name or a selector chooses. */
export type SelectedKeys<R, I> = I extends string
  ? I & keyof R
  : I extends { readonly choose: "all" }
    ? keyof R
    : I extends { readonly choose: "startsWith"; readonly text: infer P extends string }
      ? Extract<keyof R, `${P}${string}`>
      : I extends { readonly choose: "endsWith"; readonly text: infer P extends string }
        ? Extract<keyof R, `${string}${P}`>
        : I extends { readonly choose: "ofType"; readonly type: infer T extends keyof NamedTypes }
          ? { [K in keyof R]-?: [NonNullable<R[K]>] extends [NamedTypes[T]] ? K : never }[keyof R]
          : I extends { readonly choose: "except"; readonly names: readonly (infer N)[] }
            ? Exclude<keyof R, N>
            : never;

/** Selectors of columns, for select: `pins.select("ind", cols.startsWith("image_"))`. */
export const cols = Object.freeze({
  /** All columns. */
  all: () => ({ choose: "all" }) as const,
  /** Those whose names begin with a text. */
  startsWith: <const P extends string>(text: P) => ({ choose: "startsWith", text }) as const,
  /** Those whose names end with a text. */
  endsWith: <const P extends string>(text: P) => ({ choose: "endsWith", text }) as const,
  /** Those whose values are of a type of TypeScript: "boolean", "number", "bigint" (int64), "string" (decimals too) or "Date". */
  ofType: <const T extends keyof NamedTypes>(type: T) => ({ choose: "ofType", type }) as const,
  /** All but these. */
  except: <const N extends readonly string[]>(...names: N) => ({ choose: "except", names }) as const,
});

/** The names of the columns that names and selectors choose, in that order, each once; throws where that is none. */
export const selectedNames = (schema: Schema, items: readonly (string | Selector)[]): readonly string[] => {
  const names = items.flatMap((item) => (typeof item === "string" ? [item] : chosen(schema, item)));
  if (names.length === 0) throw usageError("The selectors choose no column.");
  return [...new Set(names)];
};

const chosen = (schema: Schema, selector: Selector): readonly string[] => {
  if (selector.choose === "except") {
    for (const name of selector.names) {
      if (!schema.some((field) => field.name === name)) throw noColumn(name, schema);
    }
  }
  return schema.filter((field) => isChosen(field, selector)).map((field) => field.name);
};

const isChosen = ({ name, type }: Schema[number], selector: Selector): boolean => {
  switch (selector.choose) {
    case "all":
      return true;
    case "startsWith":
      return name.startsWith(selector.text);
    case "endsWith":
      return name.endsWith(selector.text);
    case "ofType":
      return isOfType(type, selector.type);
    case "except":
      return !selector.names.includes(name);
  }
};
