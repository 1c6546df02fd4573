import type { DescribedGroup } from "../protocol/describe-groups.ts";
import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import type { HeartbeatRequest } from "../protocol/heartbeat.ts";
import type { JoinGroupRequest, JoinGroupResponse } from "../protocol/join-group.ts";
import type { SyncGroupRequest, SyncGroupResponse } from "../protocol/sync-group.ts";
import {
  commonProtocols,
  completeIfAllJoined,
  createGroup,
  expire,
  type Group,
  type GroupEffects,
  joinError,
  joined,
  keepAlive,
  type Member,
  prepareRebalance,
  removeMember,
  syncError,
} from "./group.ts";

/** Who asks: the client as it calls itself, where it is, and over which connection. */
export interface Caller {
  readonly connection: number;
  readonly clientId: string;
  readonly clientHost: string;
}

/** The consumer groups of a broker (protocol guide, "Group Membership API"): who is a member, in which generation, with which assignment. */
export interface Groups {
  join(request: JoinGroupRequest, caller: Caller): Promise<JoinGroupResponse>;
  sync(request: SyncGroupRequest, caller: Caller): Promise<SyncGroupResponse>;
  heartbeat(request: HeartbeatRequest, caller: Caller): ErrorCode;
  leave(groupId: string, memberId: string): ErrorCode;
  /** Whether this member of this generation may commit offsets; generation -1 is for those outside a group that has members. */
  mayCommit(request: HeartbeatRequest): ErrorCode;
  /** Groups that have members. */
  list(): readonly { readonly groupId: string; readonly protocolType: string }[];
  /** Undefined where the group has no members. */
  describe(groupId: string): DescribedGroup | undefined;
  /** Members that spoke over this connection are out unless they soon speak over another one. */
  connectionClosed(connection: number): void;
  close(): void;
}

const maxSessionTimeoutMs = 1_800_000;
// A client that was killed cannot leave. Its connection closes at once, though, and one that lives comes back by then.
const reconnectGraceMs = 1_000;

/** Groups with nobody in them. */
export const createGroups = (world: GroupEffects): Groups => {
  const groups = new Map<string, Group>();
  const forgetEmpty = (): void => {
    for (const group of groups.values())
      if (group.members.size === 0 && group.pending.size === 0) groups.delete(group.id);
  };
  const effects: GroupEffects = {
    ...world,
    after: (milliseconds, callback) =>
      world.after(milliseconds, () => {
        callback();
        forgetEmpty();
      }),
  };
  const find = (groupId: string, memberId: string): { group: Group; member: Member } | undefined => {
    const group = groups.get(groupId);
    const member = group?.members.get(memberId);
    return group && member ? { group, member } : undefined;
  };
  return {
    join: async (request, caller) => {
      const fault = faultOf(request);
      if (fault) return joinError(fault, request.memberId);
      const group = groups.get(request.groupId) ?? createGroup(request.groupId, effects);
      groups.set(group.id, group);
      const answer = joinGroup(group, request, caller);
      forgetEmpty();
      return answer;
    },
    sync: async (request, caller) => {
      const found = find(request.groupId, request.memberId);
      if (!found) return syncError(errorCodes.UNKNOWN_MEMBER_ID);
      found.member.connection = caller.connection;
      return syncGroup(found.group, found.member, request);
    },
    heartbeat: (request, caller) => {
      const found = find(request.groupId, request.memberId);
      if (!found) return errorCodes.UNKNOWN_MEMBER_ID;
      if (request.generationId !== found.group.generation) return errorCodes.ILLEGAL_GENERATION;
      found.member.connection = caller.connection;
      keepAlive(found.group, found.member);
      return found.group.state === "PreparingRebalance" ? errorCodes.REBALANCE_IN_PROGRESS : errorCodes.NONE;
    },
    leave: (groupId, memberId) => {
      const group = groups.get(groupId);
      const stopWaiting = group?.pending.get(memberId);
      if (group && stopWaiting) dropPending(group, memberId);
      const found = find(groupId, memberId);
      if (found) removeMember(found.group, found.member);
      forgetEmpty();
      return found || stopWaiting ? errorCodes.NONE : errorCodes.UNKNOWN_MEMBER_ID;
    },
    mayCommit: ({ groupId, generationId, memberId }) => {
      const outsider = generationId < 0 && memberId === "";
      if (outsider) return groups.get(groupId)?.members.size ? errorCodes.UNKNOWN_MEMBER_ID : errorCodes.NONE;
      const found = find(groupId, memberId);
      if (!found) return errorCodes.UNKNOWN_MEMBER_ID;
      if (generationId !== found.group.generation) return errorCodes.ILLEGAL_GENERATION;
      keepAlive(found.group, found.member);
      return found.group.state === "CompletingRebalance" ? errorCodes.REBALANCE_IN_PROGRESS : errorCodes.NONE;
    },
    list: () => [...groups.values()].map(({ id, protocolType }) => ({ groupId: id, protocolType })),
    describe: (groupId) => {
      const group = groups.get(groupId);
      return group && described(group);
    },
    connectionClosed: (connection) => {
      for (const group of groups.values())
        for (const member of [...group.members.values()])
          if (member.connection === connection) awaitReconnection(group, member);
    },
    close: () => {
      for (const group of groups.values()) stopTimers(group);
      groups.clear();
    },
  };
};

const faultOf = ({ groupId, sessionTimeoutMs, protocols }: JoinGroupRequest): ErrorCode | undefined => {
  if (groupId === "") return errorCodes.INVALID_GROUP_ID;
  if (sessionTimeoutMs <= 0 || sessionTimeoutMs > maxSessionTimeoutMs) return errorCodes.INVALID_SESSION_TIMEOUT;
  return protocols.length === 0 ? errorCodes.INCONSISTENT_GROUP_PROTOCOL : undefined;
};

const joinGroup = (
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

const dropPending = (group: Group, memberId: string): void => {
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

const syncGroup = (
  group: Group,
  member: Member,
  request: SyncGroupRequest,
): Promise<SyncGroupResponse> | SyncGroupResponse => {
  if (request.generationId !== group.generation) return syncError(errorCodes.ILLEGAL_GENERATION);
  keepAlive(group, member);
  if (group.state === "PreparingRebalance") return syncError(errorCodes.REBALANCE_IN_PROGRESS);
  if (group.state === "Stable") return { errorCode: errorCodes.NONE, assignment: member.assignment };
  return new Promise((resolve) => {
    member.answerSync?.(syncError(errorCodes.REBALANCE_IN_PROGRESS));
    member.answerSync = resolve;
    if (member.id === group.leader) assign(group, request.assignments);
  });
};

const assign = (group: Group, assignments: SyncGroupRequest["assignments"]): void => {
  group.state = "Stable";
  for (const { memberId, assignment } of assignments) {
    const member = group.members.get(memberId);
    if (member) member.assignment = new Uint8Array(assignment);
  }
  for (const member of group.members.values()) {
    const answer = member.answerSync;
    member.answerSync = undefined;
    answer?.({ errorCode: errorCodes.NONE, assignment: member.assignment });
  }
};

const awaitReconnection = (group: Group, member: Member): void => {
  const { connection } = member;
  member.stopSession();
  member.stopSession = group.effects.after(Math.min(reconnectGraceMs, member.sessionTimeoutMs), () => {
    if (member.connection === connection) expire(group, member, "its connection closed");
  });
};

const stopTimers = (group: Group): void => {
  group.stopRebalance();
  for (const stop of group.pending.values()) stop();
  for (const member of group.members.values()) member.stopSession();
};

const described = (group: Group): DescribedGroup => ({
  errorCode: errorCodes.NONE,
  groupId: group.id,
  groupState: group.state,
  protocolType: group.protocolType,
  protocolData: group.protocolName,
  members: [...group.members.values()].map((member) => ({
    memberId: member.id,
    clientId: member.clientId,
    clientHost: member.clientHost,
    memberMetadata: member.protocols.find(({ name }) => name === group.protocolName)?.metadata ?? new Uint8Array(0),
    memberAssignment: member.assignment,
  })),
});
