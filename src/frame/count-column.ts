import { op } from "./op.ts";

/** The rollup of a count of rows, named `count` where no name is given. */
export const countColumn =
  (name = "count") =>
  () => ({ [name]: op.count() });
