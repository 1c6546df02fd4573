import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import type { BatchHeader } from "../protocol/record-batch.ts";

/** What becomes of a batch: it is new, it is there already at this offset, or it is refused. */
export type SequenceCheck =
  | { readonly kind: "new" }
  | { readonly kind: "duplicate"; readonly baseOffset: number }
  | { readonly kind: "refused"; readonly errorCode: ErrorCode };

/** The last batches of each idempotent producer on one partition (KIP-98): what makes a repeated send harmless. */
export interface ProducerStates {
  check(header: BatchHeader): SequenceCheck;
  /** To be called for each batch that is in the log, in order. */
  record(header: BatchHeader, baseOffset: number): void;
}

interface KnownBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: number;
}

interface ProducerState {
  readonly epoch: number;
  readonly batches: readonly KnownBatch[];
}

// Clients keep at most five requests in flight where they want order, so older repetitions cannot come.
const rememberedBatches = 5;
const maxSequence = 0x7fffffff;
const isNew: SequenceCheck = { kind: "new" };

export const createProducerStates = (): ProducerStates => {
  const states = new Map<bigint, ProducerState>();
  return {
    check: (header) => {
      const state = header.producerId < 0n ? undefined : states.get(header.producerId);
      return state ? checkSequence(state, header) : isNew;
    },
    record: (header, baseOffset) => {
      if (header.producerId < 0n) return;
      const state = states.get(header.producerId);
      const earlier = state?.epoch === header.producerEpoch ? state.batches : [];
      const batch = { firstSequence: header.baseSequence, lastSequence: lastSequenceOf(header), baseOffset };
      states.set(header.producerId, {
        epoch: header.producerEpoch,
        batches: [...earlier.slice(1 - rememberedBatches), batch],
      });
    },
  };
};

const checkSequence = (state: ProducerState, header: BatchHeader): SequenceCheck => {
  if (header.producerEpoch < state.epoch) return { kind: "refused", errorCode: errorCodes.INVALID_PRODUCER_EPOCH };
  if (header.producerEpoch > state.epoch) return header.baseSequence === 0 ? isNew : outOfOrder;
  const known = state.batches.find(
    ({ firstSequence, lastSequence }) =>
      firstSequence === header.baseSequence && lastSequence === lastSequenceOf(header),
  );
  if (known) return { kind: "duplicate", baseOffset: known.baseOffset };
  const last = state.batches.at(-1)?.lastSequence ?? -1;
  return header.baseSequence === (last === maxSequence ? 0 : last + 1) ? isNew : outOfOrder;
};

const outOfOrder: SequenceCheck = { kind: "refused", errorCode: errorCodes.OUT_OF_ORDER_SEQUENCE_NUMBER };

const lastSequenceOf = ({ baseSequence, lastOffsetDelta }: BatchHeader): number => {
  const last = baseSequence + lastOffsetDelta;
  return last > maxSequence ? last - maxSequence - 1 : last;
};
