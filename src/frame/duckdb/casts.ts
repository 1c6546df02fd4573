import { PinbookError } from "../../errors.ts";
import { type DataType, typeName } from "../../schema.ts";
import { type Kind, kindOf } from "../data-type.ts";
import { isDecimal } from "../decimal-type.ts";
import { text } from "./quote.ts";
import { sqlType } from "./sql-type.ts";

/** A cast as SQL that gives what src/frame/cast.ts gives; a value that does not convert is an error or null. */
export const castSql = (sql: string, from: DataType, to: DataType, onFail: "error" | "null"): string => {
  if (typeName(from) === typeName(to)) return sql;
  const rule = rules[`${kindOf(from)} ${kindOf(to)}`];
  if (!rule) throw new PinbookError(`A ${typeName(from)} cannot be cast to ${typeName(to)}.`);
  const cast = rule.sql(sql, to, from);
  if (onFail === "null" || rule.isTotal) return cast;
  const message = `'The value ' || ${valueText(sql, from)} || ${text(` cannot be cast to ${typeName(to)}: use tryCast for null in its place.`)}`;
  return `COALESCE(${cast}, CASE WHEN ${sql} IS NOT NULL THEN CAST(error(${message}) AS ${sqlType(to)}) END)`;
};

interface Rule {
  readonly sql: (value: string, to: DataType, from: DataType) => string;
  /** Whether every value converts. */
  readonly isTotal?: true;
}

const total = (sql: Rule["sql"]): Rule => ({ sql, isTotal: true });

const isFloat = (type: DataType): boolean => type === "float64" || type === "float32";

const tryCast = (sql: string, to: DataType): string => `TRY_CAST(${sql} AS ${sqlType(to)})`;
const plainCast = (sql: string, to: DataType): string => `CAST(${sql} AS ${sqlType(to)})`;

/** A double as a number of another type: whole types drop the fraction, float32 turns what is too large into infinity. */
const doubleTo = (sql: string, to: DataType): string => {
  if (to === "float64") return sql;
  if (to !== "float32") return tryCast(`trunc(${sql})`, to);
  return `COALESCE(TRY_CAST(${sql} AS FLOAT), CAST(sign(${sql}) * CAST('Infinity' AS DOUBLE) AS FLOAT))`;
};

const textToNumber = (sql: string, to: DataType): string =>
  isFloat(to) ? doubleTo(`pinbook_double(${sql})`, to) : tryCast(`pinbook_whole(${sql})`, to);

const numberToNumber = (sql: string, to: DataType, from: DataType): string => {
  if (isFloat(from)) return doubleTo(from === "float32" ? `CAST(${sql} AS DOUBLE)` : sql, to);
  return isFloat(to) ? doubleTo(`CAST(${sql} AS DOUBLE)`, to) : narrowed(sql, to);
};

/** A whole number in a narrower type. DuckDB compares a TRY_CAST as if it always went well, so that is not used here. */
const narrowed = (sql: string, to: DataType): string => {
  const limit = 2 ** (Number(String(to).slice(3)) - 1);
  return `CASE WHEN ${sql} BETWEEN ${-limit} AND ${limit - 1} THEN ${plainCast(sql, to)} END`;
};

const decimalToNumber = (sql: string, to: DataType): string =>
  isFloat(to) ? doubleTo(`CAST(CAST(${sql} AS VARCHAR) AS DOUBLE)`, to) : decimalToWhole(sql, to);

/** By its digits: DuckDB rounds, and takes a TRY_CAST between numbers for one that always goes well. */
const decimalToWhole = (sql: string, to: DataType): string =>
  tryCast(`split_part(CAST(${sql} AS VARCHAR), '.', 1)`, to);

const decimalToDecimal = (sql: string, to: DataType, from: DataType): string => {
  if (!isDecimal(to) || !isDecimal(from)) return plainCast(sql, to);
  const isWider = to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale;
  return isWider ? plainCast(sql, to) : tryCast(`CAST(${sql} AS VARCHAR)`, to);
};

const numberToDecimal = (sql: string, to: DataType, from: DataType): string =>
  tryCast(
    isFloat(from)
      ? `CASE WHEN isfinite(${sql}) THEN pinbook_plain(CAST(${sql} AS DOUBLE)) END`
      : plainCast(sql, "string"),
    to,
  );

const numberText = (sql: string, _: DataType, from: DataType): string =>
  isFloat(from) ? `pinbook_number_text(CAST(${sql} AS DOUBLE))` : plainCast(sql, "string");

const rules: Partial<Record<`${Kind} ${Kind}`, Rule>> = {
  "string number": { sql: textToNumber },
  "string int64": { sql: (sql) => tryCast(`pinbook_whole(${sql})`, "int64") },
  "string boolean": { sql: (sql) => `pinbook_boolean(${sql})` },
  "string date": { sql: (sql) => `pinbook_date(${sql})` },
  "string timestamp": { sql: (sql) => `pinbook_timestamp(${sql})` },
  "number number": { sql: numberToNumber },
  "number int64": { sql: (sql, to, from) => (isFloat(from) ? doubleTo(sql, to) : plainCast(sql, to)) },
  "number boolean": {
    sql: (sql, to, from) => (isFloat(from) ? `CASE WHEN NOT isnan(${sql}) THEN ${sql} <> 0 END` : plainCast(sql, to)),
  },
  "number string": total(numberText),
  "int64 number": { sql: (sql, to) => (isFloat(to) ? doubleTo(`CAST(${sql} AS DOUBLE)`, to) : narrowed(sql, to)) },
  "int64 boolean": total(plainCast),
  "int64 string": total(plainCast),
  "boolean number": total(plainCast),
  "boolean int64": total(plainCast),
  "boolean string": total(plainCast),
  "string decimal": { sql: (sql, to) => tryCast(`pinbook_plain_text(${sql})`, to) },
  "number decimal": { sql: numberToDecimal },
  "int64 decimal": { sql: numberToDecimal },
  "decimal decimal": { sql: decimalToDecimal },
  "decimal boolean": total((sql) => `(${sql} <> 0)`),
  "decimal int64": { sql: decimalToWhole },
  "decimal string": total(plainCast),
  "decimal number": { sql: decimalToNumber },
  "date timestamp": total(plainCast),
  "date string": total((sql) => `pinbook_date_text(${sql})`),
  "timestamp date": total(plainCast),
  "timestamp string": total((sql) => `pinbook_timestamp_text(${sql})`),
  "timestamp timestamp": total((sql) => sql),
  "string binary": total((sql) => `encode(${sql})`),
  "binary string": { sql: (sql) => `TRY(decode(${sql}))` },
};

const valueText = (sql: string, from: DataType): string => {
  if (from === "binary") return `lower(hex(${sql}))`;
  return isFloat(from) ? numberText(sql, "string", from) : plainCast(sql, "string");
};
