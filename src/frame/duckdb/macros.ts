/** What DuckDB lacks or does otherwise, written in its own SQL; a query takes along those that it calls. */
export interface Macro {
  readonly name: string;
  readonly sql: string;
}

/** The macros that a query calls, in the order in which they must be made. */
export const macrosFor = (sql: string): readonly Macro[] => {
  const needed = new Set<Macro>();
  const add = (code: string): void => {
    for (const macro of macros) {
      if (!code.includes(`${macro.name}(`) || needed.has(macro)) continue;
      needed.add(macro);
      add(macro.sql);
    }
  };
  add(sql);
  return macros.filter((macro) => needed.has(macro));
};

/** Makes a macro on a connection. */
export const macroStatement = ({ name, sql }: Macro): string =>
  `CREATE OR REPLACE TEMP MACRO ${name}${sql.slice(0, sql.indexOf(")") + 1)} AS ${sql.slice(sql.indexOf(")") + 2)}`;

/** Unicode's white space, as JavaScript trims it, for a class of RE2. */
const spaces =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
const space = `[${[...spaces].map((one) => `\\x{${one.codePointAt(0)?.toString(16)}}`).join("")}]`;

const day = "\\d{4}-\\d\\d-\\d\\d";
const zone = "Z|[+-]\\d\\d(?::?\\d\\d)?";
const plainTime = `${day}[T ](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,6})?`;
const anyTime = `^(${day})(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?${space}*(${zone})?)?$`;
const parts = "['day', 'hour', 'minute', 'second', 'fraction', 'zone']";
const number = "^[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?$";

/** Each is written `(parameters) body`. */
const macros: readonly Macro[] = [
  // DuckDB's trim makes a set of the characters for each value: a tenth of its speed.
  { name: "pinbook_trim", sql: `(t) regexp_replace(t, '^${space}+|${space}+$', '', 'g')` },
  { name: "pinbook_trim_start", sql: `(t) regexp_replace(t, '^${space}+', '')` },
  { name: "pinbook_trim_end", sql: `(t) regexp_replace(t, '${space}+$', '')` },
  {
    name: "pinbook_lower_median",
    sql: "(l) list_sort(l)[(length(l) + 1) // 2]",
  },
  {
    name: "pinbook_upper_median",
    sql: "(l) list_sort(l)[length(l) // 2 + 1]",
  },
  {
    name: "pinbook_mode",
    sql: "(h) (list_sort(list_transform(map_entries(h), lambda e: {c: -CAST(e.value AS BIGINT), k: e.key})))[1].k",
  },
  {
    name: "pinbook_json",
    sql: `(t) CASE WHEN json_valid(t) AND NOT regexp_matches(regexp_replace(t, '"(?:[^"\\\\]|\\\\.)*"', '0', 'g'), '(?i)nan|inf|,\\s*[\\]}]') THEN t END`,
  },
  {
    name: "pinbook_decimal_mean_of",
    sql: "(u, n, k) sign(u) * (CASE WHEN abs(u) // n >= 10 ** (38 - k) THEN NULL ELSE (abs(u) // n) * CAST('1' || repeat('0', k) AS HUGEINT) END + ((abs(u) % n) * CAST('1' || repeat('0', k) AS HUGEINT) * 2 + n) // (2 * n))",
  },
  {
    name: "pinbook_decimal_mean",
    sql: "(t, n, k) pinbook_decimal_mean_of(CAST(replace(t, '.', '') AS HUGEINT), CAST(n AS HUGEINT), k)",
  },
  {
    name: "pinbook_decimal_text",
    sql: "(u, s) CASE WHEN u < 0 THEN '-' ELSE '' END || left(lpad(CAST(abs(u) AS VARCHAR), CAST(greatest(length(CAST(abs(u) AS VARCHAR)), s + 1) AS INTEGER), '0'), -s) || '.' || right(repeat('0', s) || CAST(abs(u) AS VARCHAR), s)",
  },
  {
    name: "pinbook_plain",
    sql:
      "(x) CASE WHEN x = 0 OR abs(x) >= 1e-4 AND abs(x) < 1e16 THEN CAST(x AS VARCHAR) ELSE CASE WHEN x < 0 THEN '-' ELSE '' END || " +
      "CASE WHEN abs(x) > 1 THEN rpad(pinbook_digits(x), pinbook_exponent(x) + 1, '0') ELSE '0.' || repeat('0', -pinbook_exponent(x) - 1) || pinbook_digits(x) END END",
  },
  {
    name: "pinbook_plain_text",
    sql: "(t) CASE WHEN regexp_full_match(pinbook_trim(t), '[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)') THEN pinbook_trim(t) END",
  },
  { name: "pinbook_whole", sql: "(t) regexp_extract(pinbook_trim(t), '^[+-]?\\d+$')" },
  {
    name: "pinbook_double",
    sql: `(t) CASE WHEN regexp_matches(t, '${number}') THEN TRY_CAST(t AS DOUBLE) WHEN regexp_matches(pinbook_trim(t), '${number}') THEN TRY_CAST(pinbook_trim(t) AS DOUBLE) WHEN lower(pinbook_trim(t)) IN ('nan', 'infinity', '-infinity') THEN CAST(pinbook_trim(t) AS DOUBLE) END`,
  },
  {
    name: "pinbook_boolean",
    sql: "(t) CASE lower(pinbook_trim(t)) WHEN 'true' THEN true WHEN 'false' THEN false END",
  },
  {
    name: "pinbook_date",
    sql: `(t) CASE WHEN regexp_full_match(pinbook_trim(t), '${day}') THEN TRY_CAST(pinbook_trim(t) AS DATE) END`,
  },
  {
    name: "pinbook_minutes",
    sql: "(z) CASE WHEN z IN ('', 'Z') THEN 0 WHEN CAST(substr(z, 2, 2) AS INTEGER) > 18 OR CAST('0' || replace(substr(z, 4), ':', '') AS INTEGER) > 59 THEN NULL ELSE CAST(z[1] || '1' AS INTEGER) * (60 * CAST(substr(z, 2, 2) AS INTEGER) + CAST('0' || replace(substr(z, 4), ':', '') AS INTEGER)) END",
  },
  {
    name: "pinbook_clock",
    sql: "(p) CASE WHEN '0' || p.hour > '023' OR '0' || p.minute > '059' OR '0' || p.second > '059' THEN NULL ELSE 3600 * CAST('0' || p.hour AS BIGINT) + 60 * (CAST('0' || p.minute AS BIGINT) - pinbook_minutes(p.zone)) + CAST('0' || p.second AS BIGINT) END",
  },
  {
    name: "pinbook_parts",
    sql: "(p) make_timestamp(epoch_us(TRY_CAST(nullif(p.day, '') AS TIMESTAMP)) + 1000000 * pinbook_clock(p) + CAST(rpad(left(p.fraction, 6), 6, '0') AS BIGINT))",
  },
  {
    name: "pinbook_timestamp",
    sql: `(t) CASE WHEN regexp_full_match(t, '${plainTime}') THEN TRY_CAST(t AS TIMESTAMP) ELSE pinbook_parts(regexp_extract(pinbook_trim(t), '${anyTime}', ${parts})) END`,
  },
  {
    name: "pinbook_year",
    sql: "(y) CASE WHEN y > 9999 THEN '+' ELSE '-' END || lpad(CAST(abs(y) AS VARCHAR), 6, '0')",
  },
  {
    name: "pinbook_date_text",
    sql: "(d) CASE WHEN year(d) BETWEEN 0 AND 9999 THEN CAST(d AS VARCHAR) ELSE pinbook_year(year(d)) || strftime(d, '-%m-%d') END",
  },
  {
    name: "pinbook_timestamp_text",
    sql: "(t) CASE WHEN year(t) BETWEEN 0 AND 9999 THEN CAST(t AS VARCHAR) ELSE pinbook_year(year(t)) || strftime(t, '-%m-%d %H:%M:%S') || rtrim(rtrim(strftime(t, '.%f'), '0'), '.') END",
  },
  {
    name: "pinbook_digits",
    sql: "(x) replace(regexp_extract(CAST(abs(x) AS VARCHAR), '^[0-9.]+'), '.', '')",
  },
  {
    name: "pinbook_exponent",
    sql: "(x) CAST(regexp_extract(CAST(x AS VARCHAR), 'e(.*)$', 1) AS INTEGER)",
  },
  {
    name: "pinbook_number_text",
    sql:
      "(x) CASE WHEN isnan(x) THEN 'NaN' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END " +
      "WHEN x = 0 THEN CASE WHEN signbit(x) THEN '-0' ELSE '0' END " +
      "WHEN abs(x) >= 1e-4 AND abs(x) < 1e16 THEN regexp_replace(CAST(x AS VARCHAR), '\\.0$', '') " +
      "WHEN abs(x) >= 1e21 OR abs(x) < 1e-6 THEN regexp_replace(CAST(x AS VARCHAR), 'e([+-])0*', 'e\\1') " +
      "ELSE CASE WHEN x < 0 THEN '-' ELSE '' END || " +
      "CASE WHEN abs(x) > 1 THEN rpad(pinbook_digits(x), pinbook_exponent(x) + 1, '0') ELSE '0.' || repeat('0', -pinbook_exponent(x) - 1) || pinbook_digits(x) END END",
  },
];
