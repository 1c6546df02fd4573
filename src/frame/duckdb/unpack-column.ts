import type { DataType, Field } from "../../schema.ts";
import { text } from "./quote.ts";
import { fromDuckdb } from "./values.ts";

/** How one column's values come out of DuckDB, some thousand at a time as one row. */
export interface UnpackedColumn {
  /** Aggregates over the rows of a batch, whose values are `parts` below. */
  readonly select: readonly string[];
  /** The batch's values; undefined where a text holds a character that was to stand between the texts. */
  readonly unpack: (parts: readonly unknown[], size: number) => readonly unknown[] | undefined;
}

/** How a field's column crosses, whose values are those of the SQL column `name`. */
export const unpackColumn = ({ type }: Field, name: string): UnpackedColumn => {
  if (type === "string") return texts(name);
  if (isListOfTexts(type)) return textLists(name);
  return plain(type, name);
};

/** Whether values of a type cross faster packed: texts one by one take a microsecond each. */
export const isPackable = (type: DataType): boolean => type === "string" || isListOfTexts(type);

const isListOfTexts = (type: DataType): boolean =>
  typeof type === "object" && type.kind === "list" && type.element === "string";

const plain = (type: DataType, name: string): UnpackedColumn => {
  const convert = fromDuckdb(type) as ((value: unknown) => unknown) | undefined;
  return {
    select: [`list(${name} ORDER BY rowid)`],
    unpack: ([list]) => {
      const { items } = list as { readonly items: readonly unknown[] };
      return convert ? items.map(convert) : items;
    },
  };
};

const [between, none, within, empty, noElement] = ["\u0002", "\u0003", "\u0004", "\u0005", "\u0006"] as const;

const joined = (value: string, name: string): string =>
  `string_agg(CASE WHEN ${name} IS NULL THEN ${text(none)} ELSE ${value} END, ${text(between)} ORDER BY rowid)`;

/** The number of texts, and of those that are not null, tell whether a text holds one of the characters. */
const texts = (name: string): UnpackedColumn => ({
  select: [joined(name, name), `count(${name})`],
  unpack: ([all, present], size) => {
    const values: (string | null)[] = (all as string).split(between);
    if (values.length !== size) return undefined;
    const nulls = blank(values);
    return nulls === size - Number(present) ? values : undefined;
  },
});

/** Puts null where a text stands for it, and counts them. */
const blank = (values: (string | null)[]): number => {
  let nulls = 0;
  for (let index = 0; index < values.length; index++) {
    if (values[index] !== none) continue;
    values[index] = null;
    nulls++;
  }
  return nulls;
};

const textLists = (name: string): UnpackedColumn => {
  const elements = `array_to_string(list_transform(${name}, lambda e: COALESCE(e, ${text(noElement)})), ${text(within)})`;
  return {
    select: [
      joined(`CASE WHEN length(${name}) = 0 THEN ${text(empty)} ELSE ${elements} END`, name),
      `count(${name})`,
      `count(*) FILTER (WHERE length(${name}) = 0)`,
      `COALESCE(sum(length(${name})), 0)`,
      `COALESCE(sum(list_count(${name})), 0)`,
    ],
    unpack: ([all, present, empties, length, full], size) => {
      const rows = (all as string).split(between);
      if (rows.length !== size) return undefined;
      const counts = { lists: 0, empties: 0, elements: 0, full: 0 };
      const values = rows.map((row) => listOf(row, counts));
      const isWhole =
        counts.lists === Number(present) &&
        counts.empties === Number(empties) &&
        counts.elements === Number(length) &&
        counts.full === Number(full);
      return isWhole ? values : undefined;
    },
  };
};

interface Counts {
  lists: number;
  empties: number;
  elements: number;
  full: number;
}

const listOf = (row: string, counts: Counts): readonly (string | null)[] | null => {
  if (row === none) return null;
  counts.lists++;
  if (row === empty) {
    counts.empties++;
    return [];
  }
  const elements = row.split(within);
  counts.elements += elements.length;
  counts.full += elements.length;
  return elements.map((element) => {
    if (element !== noElement) return element;
    counts.full--;
    return null;
  });
};
