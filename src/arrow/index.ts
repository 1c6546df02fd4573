/** The only place that knows which library reads and writes Arrow's interchange format. */
export { decodeArrow } from "./decode.ts";
export { encodeArrow } from "./encode.ts";
