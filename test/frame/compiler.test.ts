import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { temporaryFolder } from "../support/temporary.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What every snippet begins with. */
const before = `import { op, fromRows } from "pinbook-source/frame/index.ts";
const pins = fromRows([], [
  { name: "ind", type: "int32", nullable: false },
  { name: "title", type: "string", nullable: true },
  { name: "big", type: "int64", nullable: false },
  { name: "tags", type: { kind: "list", element: "string", containsNull: false }, nullable: true },
  { name: "at", type: "timestamp", nullable: true },
  { name: "price", type: { kind: "decimal", precision: 9, scale: 2 }, nullable: true },
] as const);
const geo = fromRows([{ ind: 1, country: "x" }]);
export const found = `;

const columns = '"at" | "big" | "ind" | "price" | "tags" | "title"';
const row =
  "{ readonly at: Date | null; readonly big: bigint; readonly ind: number; readonly price: Decimal | null; readonly tags: readonly string[] | null; readonly title: string | null; }";
const noTitel = `Property 'titel' does not exist on type 'Columns<${row}>'. Did you mean 'title'?`;
const on = `Pairs<${columns}, "country" | "ind">`;
const noList = `Argument of type '"title"' is not assignable to parameter of type '"tags"'.`;
const otherColumns = "columns that are not the same in both frames";

/** What does not compile, and in which words. */
const cases: readonly (readonly [code: string, message: string])[] = [
  ["pins.derive((d) => ({ x: d.titel.lower() }))", noTitel],
  ["pins.filter((d) => d.titel.isNull())", noTitel],
  ['pins.groupby("title").rollup((d) => ({ x: op.max(d.titel) }))', noTitel],
  ["pins.derive((d) => ({ x: op.lag(d.titel) }))", noTitel],
  [
    'pins.select("titel")',
    `Argument of type '"titel"' is not assignable to parameter of type '${columns} | Selector'.`,
  ],
  ['pins.drop("titel")', `Argument of type '"titel"' is not assignable to parameter of type '${columns}'.`],
  ['pins.groupby("titel")', `Argument of type '"titel"' is not assignable to parameter of type '${columns}'.`],
  ['pins.dedupe("titel")', `Argument of type '"titel"' is not assignable to parameter of type '${columns}'.`],
  [
    'pins.groupby("ind").pivot("titel", ["a"], () => op.count())',
    `Argument of type '"titel"' is not assignable to parameter of type '${columns}'.`,
  ],
  ['pins.groupby("ind").pivot("title", [1], () => op.count())', "Type 'number' is not assignable to type 'string'."],
  ['pins.fold(["titel"])', `Type '"titel"' is not assignable to type '${columns}'. Did you mean '"title"'?`],
  ['pins.unroll("title")', noList],
  ['pins.spread("title", ["a"])', noList],
  [
    'pins.filter((d) => d.ind.eq("1"))',
    `Argument of type '"1"' is not assignable to parameter of type 'number | Expr<number | null> | null'.`,
  ],
  [
    "pins.filter((d) => d.big.gt(1))",
    "Argument of type '1' is not assignable to parameter of type 'bigint | Expr<bigint | null> | null'.",
  ],
  [
    'pins.filter((d) => d.at.lt("2020-01-01"))',
    `Argument of type '"2020-01-01"' is not assignable to parameter of type 'Date | Expr<Date | null> | null'.`,
  ],
  [
    "pins.filter((d) => d.price.lt(true))",
    "Argument of type 'true' is not assignable to parameter of type 'Expr<Decimal | null> | Digits | null'.",
  ],
  [
    "pins.filter((d) => d.title.eq(d.ind))",
    "Argument of type 'NumberExpr<never>' is not assignable to parameter of type 'string | Expr<string | null> | null'.\n" +
      "  Type 'NumberExpr<never>' is not assignable to type 'Expr<string | null>'.\n" +
      "    Types of property '[valueType]' are incompatible.\n" +
      "      Type 'number' is not assignable to type 'string'.",
  ],
  [
    "pins.filter((d) => d.title.length())",
    "Type 'NumberExpr<null>' is not assignable to type 'Condition'.\n" +
      "  Type 'NumberExpr<null>' is missing the following properties from type 'BooleanExpr<null>': and, or, not",
  ],
  ["pins.derive((d) => ({ x: d.title.year() }))", "Property 'year' does not exist on type 'StringExpr<null>'."],
  ["pins.derive((d) => ({ x: d.price.lower() }))", "Property 'lower' does not exist on type 'DecimalExpr<null>'."],
  [
    "pins.rollup((d) => ({ x: op.sum(d.title) }))",
    "Argument of type 'StringExpr<null>' is not assignable to parameter of type 'DecimalExpr<null> | AnyNumber'.\n" +
      "  Type 'StringExpr<null>' is missing the following properties from type 'NumberExpr<null>': add, sub, mul, div, and 15 more.",
  ],
  ["pins.derive(() => ({ x: op.rank() }))", "Expected at least 1 arguments, but got 0."],
  [
    'pins.join(geo, "title")',
    `Argument of type '"title"' is not assignable to parameter of type '"ind" | ${on} | readonly "ind"[]'.`,
  ],
  [
    'pins.join(geo, { ind: "land" })',
    `Argument of type '{ ind: "land"; }' is not assignable to parameter of type '"ind" | ${on} | readonly "ind"[]'.\n` +
      "  Types of property 'ind' are incompatible.\n" +
      `    Type '"land"' is not assignable to type '"country" | "ind" | undefined'.`,
  ],
  [
    'pins.join(fromRows([{ other: 1 }]), "ind")',
    `Argument of type '"ind"' is not assignable to parameter of type '"no column is in both frames" | Pairs<${columns}, "other"> | readonly "no column is in both frames"[]'.`,
  ],
  ['pins.joinAsof(geo, { at: "at" })', `Type '"at"' is not assignable to type '"ind"'.`],
  [
    'geo.concat(geo.rename({ country: "land" }))',
    "Argument of type 'Frame<{ readonly ind: number; readonly land: string; }>' is not assignable to parameter of type " +
      `'Frame<{ readonly ind: number; readonly land: string; }> & { readonly "${otherColumns}": "country" | "land"; }'.\n` +
      `  Property '"${otherColumns}"' is missing in type 'Frame<{ readonly ind: number; readonly land: string; }>' but required in type '{ readonly "${otherColumns}": "country" | "land"; }'.`,
  ],
  ["pins.toRows().then((rows) => rows[0]?.title.length)", "Object is possibly 'null'."],
  ['pins.toRows({ int64: "number" }).then((rows) => rows.map((row): number => row.big))', ""],
  [
    "pins.toRows().then((rows) => rows.map((row): number => row.big))",
    "Type 'bigint' is not assignable to type 'number'.",
  ],
  [
    'pins.toRows({ int64: "float" })',
    "No overload matches this call.\n" +
      "  The last overload gave the following error.\n" +
      `    Type '"float"' is not assignable to type 'Int64As | undefined'.`,
  ],
  ['pins.toArquero({ int64: "float" })', `Type '"float"' is not assignable to type 'Int64As | undefined'.`],
  ["await pins.derive((d) => ({ n: d.title.length() })).toRows().then((rows): number => rows[0]?.n ?? 0)", ""],
  [
    "await pins.derive((d) => ({ n: d.title.length() })).toRows().then(([first]): number | undefined => first?.n)",
    "Type 'number | null | undefined' is not assignable to type 'number | undefined'.\n" +
      "  Type 'null' is not assignable to type 'number | undefined'.",
  ],
  [
    'pins.derive((d) => ({ x: d.ind.cast("integer") }))',
    `Argument of type '"integer"' is not assignable to parameter of type 'DataType'.`,
  ],
  ['pins.impute(() => ({ titel: "x" }))', "Type 'string' is not assignable to type 'never'."],
  [
    "pins.derive((d) => ({ x: op.when(d.ind, 1).otherwise(2) }))",
    "Type 'NumberExpr<never>' is missing the following properties from type 'BooleanExpr<null>': and, or, not",
  ],
  ['geo.derive((d) => ({ country: d.country.nullIf("x") })).concat(geo)', ""],
];

/** The compiler's messages by the number of the snippet. */
const compiled = async (): Promise<readonly string[]> => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "snippets"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const settings = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      noEmit: true,
      rootDir: "/",
      types: [],
      rewriteRelativeImportExtensions: false,
      paths: { "pinbook-source/*": [join(root, "src", "*")] },
    },
    include: ["snippets"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
  await Promise.all(
    cases.map(([code], index) => writeFile(join(folder, "snippets", `${index}.ts`), `${before}${code};\n`)),
  );
  const printed = await run(folder);
  return cases.map((_, index) => messageOf(printed, index));
};

const run = (folder: string): Promise<string> => {
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { cwd: folder }, (_, stdout) =>
      resolve(stdout),
    );
  });
};

/** A snippet's messages, without what says that the test itself names a thing and does not use it. */
const messageOf = (printed: string, index: number): string =>
  printed
    .split(/^(?=\S)/m)
    .filter((message) => message.startsWith(`snippets/${index}.ts(`) && !message.includes("TS6133"))
    .map((message) => message.trimEnd().replace(/^\S+: error TS\d+: /, ""))
    .join("\n");

test("the compiler says what is wrong in few words", async () => {
  const messages = await compiled();
  expect(Object.fromEntries(cases.map(([code], index) => [code, messages[index]]))).toEqual(Object.fromEntries(cases));
  for (const message of messages) expect(message.split("\n").length).toBeLessThan(6);
});
