/** The only place that knows which library reads and writes Arrow's interchange format. */
export { type ArrowDamage, arrowSchema, arrowTables, decodeArrow } from "./decode.ts";
export { encodeArrow } from "./encode.ts";
export { type ArrowEncoder, arrowEncoder } from "./encoder.ts";
export type { ArrowSource } from "./source.ts";
