import type { FunctionName } from "../functions.ts";
import type { CallNode } from "../plan.ts";
import { binaryKernels } from "./kernels/binary.ts";
import { generalKernels } from "./kernels/general.ts";
import type { Kernel, Maker } from "./kernels/kernel.ts";
import { mathKernels } from "./kernels/math.ts";
import { nestedKernels } from "./kernels/nested.ts";
import { textKernels } from "./kernels/text.ts";
import { timeKernels } from "./kernels/time.ts";

/** Functions of three-valued logic and null handling get nulls; to all others a null argument gives null without a call. */
export const seesNulls: ReadonlySet<FunctionName> = new Set<FunctionName>([
  "same",
  "in",
  "isNull",
  "isNotNull",
  "coalesce",
  "greatest",
  "least",
  "and",
  "or",
  "list",
  "struct",
]);

const makers: Readonly<Record<FunctionName, Maker>> = {
  ...generalKernels,
  ...mathKernels,
  ...textKernels,
  ...timeKernels,
  ...nestedKernels,
  ...binaryKernels,
};

/** The function of a call, made once for all rows. */
export const kernelOf = (node: CallNode): Kernel => makers[node.fn](node);
