import { fitDecimal } from "../decimal.ts";
import { PinbookError } from "../errors.ts";
import { type Field, typeName } from "../schema.ts";

/** A partition's value in ColumnTable's form (PROTOCOL.md, "Partition Value Serialization"); "" is null. */
export const partitionValue = ({ name, type }: Field, text: string | null): unknown => {
  if (text === null || text === "") return null;
  switch (type) {
    case "string":
      return text;
    case "boolean":
      return text === "true";
    case "int8":
    case "int16":
    case "int32":
    case "float32":
    case "float64":
      return Number(text);
    case "int64":
      return BigInt(text);
    case "date":
      return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
    case "timestamp":
    case "timestamp_ntz":
      return micros(text);
    default:
      if (typeof type === "object" && type.kind === "decimal") {
        const digits = fitDecimal(text, type.precision, type.scale);
        if (digits !== undefined) return digits;
      }
      throw new PinbookError(
        `the partition column ${name} has the type ${typeName(type)}, which pinbook does not read yet`,
      );
  }
};

const micros = (text: string): bigint => {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z?$/.exec(text);
  if (!found) throw new PinbookError(`the partition value ${JSON.stringify(text)} is no timestamp`);
  const [, day, time, fraction = ""] = found;
  return BigInt(Date.parse(`${day}T${time}Z`)) * 1000n + BigInt(fraction.padEnd(6, "0"));
};
