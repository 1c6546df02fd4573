/** What Hive names the folder of nulls. */
export const nullPartition = "__HIVE_DEFAULT_PARTITION__";

/** A folder's name for a column's value: `country=DE`; what file systems, stores or Hive give a meaning of its own is encoded. */
export const hiveFolder = (column: string, value: string | null): string =>
  `${escaped(column)}=${value === null ? nullPartition : valueText(value)}`;

/** The columns that a path's folders name, their texts decoded; null for Hive's folder of nulls. */
export const hiveColumns = (path: string): ReadonlyMap<string, string | null> =>
  new Map(
    path
      .split("/")
      .slice(0, -1)
      .flatMap((part): [string, string | null][] => {
        const equals = part.indexOf("=");
        if (equals <= 0) return [];
        const value = part.slice(equals + 1);
        return [[decoded(part.slice(0, equals)), value === nullPartition ? null : decoded(value)]];
      }),
  );

const valueText = (value: string): string => (value === nullPartition ? `%5F${value.slice(1)}` : escaped(value));

const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[*'()!~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
