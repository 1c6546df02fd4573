import { readFileSync } from "node:fs";
import { messageOf, usageError } from "../errors.ts";
import { type ParameterValue, parseValues } from "../run/index.ts";
import type { Arguments } from "./command.ts";

/** The options with which a command takes values for notebooks' parameters. */
export const parameterOptions = {
  parameter: {
    type: "string",
    short: "p",
    multiple: true,
    value: "NAME=VALUE",
    help: "sets a parameter; the value is read by the type that the notebook declares",
  },
  params: { type: "string", value: "FILE", help: "sets the parameters of a YAML or JSON file" },
} as const;

/** The values that were given by those options, as a run takes them. */
export const givenParameters = (args: Arguments) => ({
  parameters: fileParameters(args.text("params")),
  parameterTexts: wordParameters(args),
});

const wordParameters = (args: Arguments): Readonly<Record<string, string>> =>
  Object.fromEntries(
    args.texts("parameter").map((word) => {
      const [, name, value] = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)=(.*)$/su.exec(word) ?? [];
      if (name === undefined || value === undefined)
        throw usageError(`-p ${word} is no NAME=VALUE, as in -p count=100`);
      return [name, value];
    }),
  );

const fileParameters = (path: string | undefined): Readonly<Record<string, ParameterValue>> => {
  if (path === undefined) return {};
  try {
    const value = parseValues(readFileSync(path, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date))
      return value as Readonly<Record<string, ParameterValue>>;
  } catch (error) {
    throw usageError(`--params ${path} cannot be read: ${messageOf(error).split("\n")[0]}`);
  }
  throw usageError(`--params ${path} holds no parameters: write one line for each, as in \`count: 100\``);
};
