import type { DescribedGroup } from "../protocol/describe-groups.ts";
import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import type { HeartbeatRequest } from "../protocol/heartbeat.ts";
import type { JoinGroupRequest, JoinGroupResponse } from "../protocol/join-group.ts";
import type { SyncGroupRequest, SyncGroupResponse } from "../protocol/sync-group.ts";
import {
  createGroup,
  expire,
  type Group,
  type GroupEffects,
  type GroupState,
  joinError,
  keepAlive,
  type Member,
  removeMember,
  syncError,
} from "./group.ts";
import { type Caller, dropPending, joinGroup } from "./joining.ts";
import { syncGroup } from "./syncing.ts";

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
  const after: GroupEffects["after"] = (milliseconds, callback) =>
    world.after(milliseconds, () => {
      callback();
      forgetEmpty();
    });
  const find = (groupId: string, memberId: string): Found | undefined => {
    const group = groups.get(groupId);
    const member = group?.members.get(memberId);
    return group && member ? { group, member } : undefined;
  };
  return {
    join: async (request, caller) => {
      const fault = faultOf(request);
      if (fault) return joinError(fault, request.memberId);
      const group = groups.get(request.groupId) ?? createGroup(request.groupId, { ...world, after });
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
      if (found) found.member.connection = caller.connection;
      return signOfLife(found, request.generationId, "PreparingRebalance");
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
      return signOfLife(find(groupId, memberId), generationId, "CompletingRebalance");
    },
    list: () => [...groups.values()].map(({ id, protocolType }) => ({ groupId: id, protocolType })),
    describe: (groupId) => described(groups.get(groupId)),
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

interface Found {
  readonly group: Group;
  readonly member: Member;
}

const signOfLife = (found: Found | undefined, generationId: number, busy: GroupState): ErrorCode => {
  if (!found) return errorCodes.UNKNOWN_MEMBER_ID;
  if (generationId !== found.group.generation) return errorCodes.ILLEGAL_GENERATION;
  keepAlive(found.group, found.member);
  return found.group.state === busy ? errorCodes.REBALANCE_IN_PROGRESS : errorCodes.NONE;
};

const faultOf = ({ groupId, sessionTimeoutMs, protocols }: JoinGroupRequest): ErrorCode | undefined => {
  if (groupId === "") return errorCodes.INVALID_GROUP_ID;
  if (sessionTimeoutMs <= 0 || sessionTimeoutMs > maxSessionTimeoutMs) return errorCodes.INVALID_SESSION_TIMEOUT;
  return protocols.length === 0 ? errorCodes.INCONSISTENT_GROUP_PROTOCOL : undefined;
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

const described = (group: Group | undefined): DescribedGroup | undefined =>
  group && {
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
  };
