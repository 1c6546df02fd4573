import type { RunAccess } from "../types.ts";

/** Some variables after a cell, which share objects and so are restored together. */
export interface ValueGroup {
  readonly names: readonly string[];
  /** Hash of their snapshot in the cache; undefined where they cannot be restored. */
  readonly blob?: string;
  /** A small snapshot itself, in base64: then it is not in the cache. */
  readonly inline?: string;
  /** Hashes of what the snapshot needs beside it. */
  readonly blobs?: readonly string[];
  /** Why they cannot be restored. */
  readonly why?: string;
  /** Names that must be there before. */
  readonly needs?: readonly string[];
  /** Whether they hold an object that a later cell could change. */
  readonly mutable: boolean;
  /** Those that the cell did not write but that share objects with what it did, with the version that they had. */
  readonly others?: Readonly<Record<string, string>>;
  /** Those that are fields of the global object. */
  readonly globals?: readonly string[];
  /** In which form large values among them are kept, in sentences. */
  readonly forms?: readonly string[];
}

/** What a cell left behind in the session. */
export interface KeptValues {
  readonly groups: readonly ValueGroup[];
  /** Names that its imports and declarations make again without running it. */
  readonly again: readonly string[];
  /** Names whose value it could have changed, but did not. */
  readonly unchanged: readonly string[];
  /** Why a value could not be written to the cache. */
  readonly problem?: string;
}

/** What a key is made of, each part as text or hash, so that a difference can be named. */
export interface KeyParts {
  readonly code: string;
  /** By name of the variable or data that comes from an earlier cell. */
  readonly inputs: Readonly<Record<string, string>>;
  /** By specifier of the import. */
  readonly modules: Readonly<Record<string, string>>;
  /** Node's version and others that hold for all cells. */
  readonly runtime: Readonly<Record<string, string>>;
}

/** What is remembered of a cell that ran. */
export interface CellState {
  readonly id: string;
  readonly index: number;
  /** Hash of its parts. */
  readonly key: string;
  readonly parts: KeyParts;
  /** Hash of the key and of the data that it read: what cells that need this one have in their inputs. */
  readonly version: string;
  readonly status: string;
  readonly accesses: readonly RunAccess[];
  /** Effects on the world, in words. */
  readonly effects: readonly string[];
  readonly values: KeptValues;
  readonly executionCount: number | null;
  /** Hash of its outputs in the cache; undefined where it has none. */
  readonly outputs?: string;
  /** Few outputs themselves, as JSON: then they are not in the cache. */
  readonly inlineOutputs?: string;
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
}

/** What is to happen to a code cell: nothing, only its values, or all of it. */
export type CellVerdict = "fresh" | "stale" | "restore" | "run" | "skipped";

/** One code cell in a plan. `stale` cells that were not asked for do not run. */
export interface PlannedCell {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly verdict: CellVerdict;
  /** Plain sentences: why it is stale, or why it runs all the same. */
  readonly reasons: readonly string[];
  /** Where its code changed, a unified diff from what ran to what it is; where that is known. */
  readonly codeDiff?: string;
}
