export { fileStore } from "./file-store.ts";
export { checkKey, compareKeys } from "./key.ts";
export { type Entry, type Mount, type MountOptions, mount } from "./mount.ts";
export { NoSuchObject } from "./no-such-object.ts";
export { openStore, type StoreOptions } from "./open-store.ts";
export { isGlob, objectsAt, openPlace, type PlacedObject, shownKey } from "./place.ts";
export { recordedStore, storeFingerprint, storeListing } from "./recorded.ts";
export { s3Store } from "./s3-store.ts";
export type { ByteRange, ObjectInfo, ObjectStore, Place, S3Settings, StagedObject } from "./types.ts";
