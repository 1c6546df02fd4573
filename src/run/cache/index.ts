export type { DanfoParts } from "./danfo.ts";
export { type DecodeContext, decodeSnapshot } from "./decode.ts";
export { type EncodeContext, encodeGroups, type Group } from "./encode.ts";
export { decodeImmutable } from "./immutable.ts";
export { homeSymbol, immutableSymbol, restoreSymbol, saveSymbol } from "./protocol.ts";
export { type BlobStore, blobStore, hashOf } from "./store.ts";
