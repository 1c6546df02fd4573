import { errorCodes } from "../protocol/error-codes.ts";
import type { JoinGroupRequest, JoinGroupResponse } from "../protocol/join-group.ts";
import {
  commonProtocols,
  completeIfAllJoined,
  type Group,
  joinError,
  joined,
  keepAlive,
  type Member,
  prepareRebalance,
} from "./group.ts";

/** Who asks: the client as it calls itself, where it is, and over which connection. */
export interface Caller {
  readonly connection: number;
  readonly clientId: string;
  readonly clientHost: string;
}

/** Lets a client into the group, or a member in again: the answer comes when the rebalance that it causes is through. */
export const joinGroup = (
  group: Group,
  request: JoinGroupRequest,
  caller: Caller,
): Promise<JoinGroupResponse> | JoinGroupResponse => {
  const others = [...group.members.values()].filter(({ id }) => id !== request.memberId);
  const fits = others.length === 0 || request.protocolType === group.protocolType;
  if (!fits || commonProtocols([request, ...others]).length === 0)
    return joinError(errorCodes.INCONSISTENT_GROUP_PROTOCOL, request.memberId);
  const known = group.members.get(request.memberId);
  if (known) return rejoin(group, known, request, caller);
  if (request.memberId !== "" && !group.pending.has(request.memberId))
    return joinError(errorCodes.UNKNOWN_MEMBER_ID, request.memberId);
  if (request.memberId === "" && request.memberIdRequired) return admitPending(group, request, caller);
  group.pending.get(request.memberId)?.();
  group.pending.delete(request.memberId);
  return addMember(group, request, caller);
};

// KIP-394: a client whose first join goes astray leaves no member behind that nobody speaks for.
const admitPending = (group: Group, request: JoinGroupRequest, caller: Caller): JoinGroupResponse => {
  const memberId = group.effects.newMemberId(caller.clientId);
  const stop = group.effects.after(request.sessionTimeoutMs, () => dropPending(group, memberId));
  group.pending.set(memberId, stop);
  return joinError(errorCodes.MEMBER_ID_REQUIRED, memberId);
};

/** Waits no longer for a client that was told its id. */
export const dropPending = (group: Group, memberId: string): void => {
  group.pending.get(memberId)?.();
  group.pending.delete(memberId);
  completeIfAllJoined(group);
};

const addMember = (group: Group, request: JoinGroupRequest, caller: Caller): Promise<JoinGroupResponse> => {
  const member: Member = {
    ...caller,
    id: request.memberId || group.effects.newMemberId(caller.clientId),
    sessionTimeoutMs: request.sessionTimeoutMs,
    rebalanceTimeoutMs: request.rebalanceTimeoutMs,
    protocols: request.protocols,
    assignment: new Uint8Array(0),
    answerJoin: undefined,
    answerSync: undefined,
    stopSession: () => {},
  };
  group.members.set(member.id, member);
  group.protocolType = request.protocolType;
  return awaitRebalance(group, member);
};

const rejoin = (
  group: Group,
  member: Member,
  request: JoinGroupRequest,
  caller: Caller,
): Promise<JoinGroupResponse> | JoinGroupResponse => {
  const unchanged = sameProtocols(member.protocols, request.protocols);
  member.connection = caller.connection;
  member.sessionTimeoutMs = request.sessionTimeoutMs;
  member.rebalanceTimeoutMs = request.rebalanceTimeoutMs;
  member.protocols = request.protocols;
  keepAlive(group, member);
  // Its answer may have been lost; the leader, though, joins again in order to share anew.
  const repeats = group.state === "CompletingRebalance" || (group.state === "Stable" && member.id !== group.leader);
  return unchanged && repeats ? joined(group, member) : awaitRebalance(group, member);
};

const awaitRebalance = (group: Group, member: Member): Promise<JoinGroupResponse> =>
  new Promise((resolve) => {
    member.answerJoin?.(joinError(errorCodes.REBALANCE_IN_PROGRESS, member.id));
    member.answerJoin = resolve;
    keepAlive(group, member);
    if (group.state === "PreparingRebalance") completeIfAllJoined(group);
    else prepareRebalance(group);
  });

const sameProtocols = (a: JoinGroupRequest["protocols"], b: JoinGroupRequest["protocols"]): boolean =>
  a.length === b.length &&
  a.every(({ name, metadata }, i) => {
    const other = b[i];
    return other?.name === name && Buffer.compare(metadata, other.metadata) === 0;
  });
