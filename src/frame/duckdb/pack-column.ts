import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import { PinbookError } from "../../errors.ts";
import type { DataType, Field } from "../../schema.ts";
import type { DuckDB } from "./duckdb.ts";
import { identifier } from "./quote.ts";
import { toDuckdb, typeFor } from "./values.ts";

/** How one column's values cross to DuckDB, some thousand at a time as one row. */
export interface PackedColumn {
  /** The columns of such a row. */
  readonly parts: readonly { readonly name: string; readonly type: DuckDBType }[];
  /** A row's values for the rows from `start` to before `end`. */
  readonly pack: (start: number, end: number) => readonly DuckDBValue[];
  /** What takes the row apart: columns of a SELECT, one named `name`, and the value in terms of them. */
  readonly unpack: readonly string[];
  readonly value: string;
}

/** How the column `name`, quoted, of a field crosses. */
export const packColumn = (duckdb: DuckDB, field: Field, values: ArrayLike<unknown>, index: number): PackedColumn => {
  if (field.type === "string") return packTexts(duckdb, field, values, index);
  if (isListOfTexts(field.type)) return packTextLists(duckdb, field, values, index);
  return packValues(duckdb, field, values, index);
};

const isListOfTexts = (type: DataType): boolean =>
  typeof type === "object" && type.kind === "list" && type.element === "string";

const packValues = (duckdb: DuckDB, { type }: Field, values: ArrayLike<unknown>, index: number): PackedColumn => {
  const name = identifier(`c${index}`);
  const convert = (toDuckdb(duckdb, type) ?? ((value: unknown) => value ?? null)) as (value: unknown) => DuckDBValue;
  return {
    parts: [{ name, type: duckdb.LIST(typeFor(duckdb, type)) }],
    pack: (start, end) => {
      const batch = new Array<DuckDBValue>(end - start);
      for (let row = start; row < end; row++) batch[row - start] = convert(values[row]);
      return [new duckdb.DuckDBListValue(batch)];
    },
    unpack: [`unnest(${name}) AS ${name}`],
    value: name,
  };
};

/** Texts are one text with a character between them that is in none; another stands for null. */
const packTexts = (duckdb: DuckDB, field: Field, values: ArrayLike<unknown>, index: number): PackedColumn => {
  const [name, between, none] = ["", " between", " null"].map((part) => identifier(`c${index}${part}`)) as [
    string,
    string,
    string,
  ];
  return {
    parts: [name, between, none].map((part) => ({ name: part, type: duckdb.VARCHAR })),
    pack: (start, end) => {
      const texts = Array.prototype.slice.call(values, start, end) as (string | null)[];
      const joined = texts.join(joiner);
      const [separator, nothing] = unusedIn(joined, field, 2) as [string, string];
      if (!hasMissing(texts) && isJoinedBy(joined, texts.length)) return [joined, joiner, nothing];
      return [texts.map((text) => text ?? nothing).join(separator), separator, nothing];
    },
    unpack: [`unnest(string_split(${name}, ${between})) AS ${name}`, none],
    value: `nullif(${name}, ${none})`,
  };
};

/** As texts, and each of them is the elements of a list with another character between them. */
const packTextLists = (duckdb: DuckDB, field: Field, values: ArrayLike<unknown>, index: number): PackedColumn => {
  const names = ["", " between", " null", " within", " empty", " null element"].map((part) =>
    identifier(`c${index}${part}`),
  );
  const [name, between, none, within, empty, noElement] = names as [string, string, string, string, string, string];
  return {
    parts: names.map((part) => ({ name: part, type: duckdb.VARCHAR })),
    pack: (start, end) => {
      const lists = Array.prototype.slice.call(values, start, end) as (readonly (string | null)[] | null)[];
      const markers = unusedIn(lists.map((list) => list?.join(joiner)).join(joiner), field, 5);
      const [separator, nothing, inner, noElements, nullElement] = markers as [string, string, string, string, string];
      const textOf = (list: readonly (string | null)[]) =>
        list.length === 0 ? noElements : list.map((element) => element ?? nullElement).join(inner);
      return [lists.map((list) => (list ? textOf(list) : nothing)).join(separator), ...markers];
    },
    unpack: [`unnest(string_split(${name}, ${between})) AS ${name}`, none, within, empty, noElement],
    value:
      `CASE ${name} WHEN ${none} THEN NULL WHEN ${empty} THEN [] ` +
      `ELSE list_transform(string_split(${name}, ${within}), lambda element: nullif(element, ${noElement})) END`,
  };
};

const joiner = "\u0001";

const hasMissing = (texts: readonly unknown[]): boolean => texts.includes(null) || texts.includes(undefined);

/** Whether no text held the joiner itself. */
const isJoinedBy = (joined: string, count: number): boolean => {
  let found = 0;
  for (let at = joined.indexOf(joiner); at >= 0 && found < count; at = joined.indexOf(joiner, at + 1)) found++;
  return found === count - 1;
};

/** Characters that a text does not hold: control characters if they are free, else some for private use. */
const unusedIn = (text: string, field: Field, count: number): readonly string[] => {
  if (!isWellFormed(text)) throw halfPair(field);
  const found: string[] = [];
  for (let code = 2; found.length < count; code = code === 31 ? 0xe000 : code + 1) {
    const candidate = String.fromCharCode(code);
    if (!text.includes(candidate)) found.push(candidate);
  }
  return found;
};

/** As String.prototype.isWellFormed, which the compiler's library does not know yet. */
const isWellFormed = (text: string): boolean => (text as unknown as { isWellFormed(): boolean }).isWellFormed();

const halfPair = ({ name }: Field): PinbookError =>
  new PinbookError(
    `A text of the column '${name}' holds half a surrogate pair, which is no character and which DuckDB cannot hold: ` +
      `mend it with text.toWellFormed(), or collect with { engine: "arquero" }.`,
  );
