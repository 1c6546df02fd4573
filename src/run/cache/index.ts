export { type DecodeContext, decodeSnapshot } from "./decode.ts";
export { type EncodeContext, encodeGroups, type Group } from "./encode.ts";
export { homeSymbol, immutableSymbol, restoreSymbol, saveSymbol } from "./protocol.ts";
export { type BlobStore, blobStore, hashOf } from "./store.ts";
