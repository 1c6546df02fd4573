import { unscaledOf } from "../decimal.ts";
import { type DataType, typeName } from "../schema.ts";

/** How a column's values become what the library takes; undefined where they are that already. Values may be null. */
export const toParquet = (type: DataType): ((value: unknown) => unknown) | undefined => {
  const convert = nested(type) as ((value: unknown) => unknown) | undefined;
  return convert && ((value) => (value === null || value === undefined ? null : convert(value)));
};

const nested = (type: DataType): ((value: never) => unknown) | undefined => {
  if (typeof type === "string") return undefined;
  switch (type.kind) {
    case "decimal":
      return (digits: string) => wholeOf(digits, type);
    case "list": {
      const element = toParquet(type.element);
      return element && ((values: readonly unknown[]) => values.map(element));
    }
    case "struct": {
      const fields = type.fields.map((field) => [field.name, toParquet(field.type)] as const);
      if (fields.every(([, convert]) => !convert)) return undefined;
      return (value: Readonly<Record<string, unknown>>) =>
        Object.fromEntries(fields.map(([name, convert]) => [name, convert ? convert(value[name]) : value[name]]));
    }
    case "map": {
      const [key, item] = [toParquet(type.key), toParquet(type.value)];
      if (!key && !item) return undefined;
      return (value: ReadonlyMap<unknown, unknown>) =>
        new Map(Array.from(value, ([k, v]) => [key ? key(k) : k, item ? item(v) : v]));
    }
  }
};

const wholeOf = (digits: string, type: Extract<DataType, { readonly kind: "decimal" }>): bigint => {
  const unscaled = unscaledOf(digits, type.precision, type.scale);
  if (unscaled === undefined) throw new Error(`${digits} is no ${typeName(type)}`);
  return unscaled;
};
