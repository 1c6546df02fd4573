/** A name as DuckDB's SQL has it, whatever it holds. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as a constant of DuckDB's SQL, whatever it holds. It stays on one line, and DuckDB's reader ends at a null character. */
export const text = (value: string): string => {
  const parts = value
    .split(/([\0\n\r])/)
    .map((part, index) => (index % 2 === 1 ? `chr(${part.charCodeAt(0)})` : `'${part.replaceAll("'", "''")}'`));
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(" || ")})`;
};
