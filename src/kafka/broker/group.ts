import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import type { GroupProtocol, JoinGroupResponse } from "../protocol/join-group.ts";
import type { SyncGroupResponse } from "../protocol/sync-group.ts";

/** What the state machine of groups needs of the world. */
export interface GroupEffects {
  /** Calls back after so many milliseconds; returns the way to call it off. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly newMemberId: (clientId: string) => string;
  readonly log?: (line: string) => void;
}

/** The states of a consumer group, with Kafka's own names for them. */
export type GroupState = "Empty" | "PreparingRebalance" | "CompletingRebalance" | "Stable";

export interface Member {
  readonly id: string;
  readonly clientId: string;
  readonly clientHost: string;
  /** The connection it last spoke over. */
  connection: number;
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  protocols: readonly GroupProtocol[];
  assignment: Uint8Array;
  answerJoin: ((response: JoinGroupResponse) => void) | undefined;
  answerSync: ((response: SyncGroupResponse) => void) | undefined;
  stopSession: () => void;
}

export interface Group {
  readonly id: string;
  readonly effects: GroupEffects;
  state: GroupState;
  generation: number;
  protocolType: string;
  protocolName: string;
  leader: string;
  readonly members: Map<string, Member>;
  /** Ids given out by MEMBER_ID_REQUIRED that have not joined yet, each with the way to stop waiting for it. */
  readonly pending: Map<string, () => void>;
  stopRebalance: () => void;
}

const nothing = new Uint8Array(0);

export const createGroup = (id: string, effects: GroupEffects): Group => ({
  id,
  effects,
  state: "Empty",
  generation: 0,
  protocolType: "",
  protocolName: "",
  leader: "",
  members: new Map(),
  pending: new Map(),
  stopRebalance: () => {},
});

/** A join that failed. */
export const joinError = (errorCode: ErrorCode, memberId: string): JoinGroupResponse => ({
  errorCode,
  generationId: -1,
  protocolName: "",
  leader: "",
  memberId,
  members: [],
});

/** A sync that failed. */
export const syncError = (errorCode: ErrorCode): SyncGroupResponse => ({ errorCode, assignment: nothing });

/** The answer to a member's join once the rebalance is through; the leader alone learns of the others. */
export const joined = (group: Group, member: Member): JoinGroupResponse => ({
  errorCode: errorCodes.NONE,
  generationId: group.generation,
  protocolName: group.protocolName,
  leader: group.leader,
  memberId: member.id,
  members:
    member.id === group.leader
      ? [...group.members.values()].map(({ id, protocols }) => ({
          memberId: id,
          metadata: protocols.find(({ name }) => name === group.protocolName)?.metadata ?? nothing,
        }))
      : [],
});

/** Begins the member's session anew: without another sign of life it is out when the time is over. */
export const keepAlive = (group: Group, member: Member, milliseconds = member.sessionTimeoutMs): void => {
  member.stopSession();
  member.stopSession = group.effects.after(milliseconds, () => {
    // One that waits for the group's answer cannot speak: it is alive as long as its connection is.
    if (member.answerJoin || member.answerSync) keepAlive(group, member);
    else expire(group, member, `no sign of life for ${milliseconds} ms`);
  });
};

/** Removes a member that is gone and lets the others share its partitions. */
export const expire = (group: Group, member: Member, why: string): void => {
  group.effects.log?.(`group ${group.id}: member ${member.id} is out: ${why}`);
  removeMember(group, member);
};

/** Takes a member out; whoever is left rebalances. */
export const removeMember = (group: Group, member: Member): void => {
  member.stopSession();
  group.members.delete(member.id);
  member.answerJoin?.(joinError(errorCodes.UNKNOWN_MEMBER_ID, member.id));
  member.answerSync?.(syncError(errorCodes.UNKNOWN_MEMBER_ID));
  if (group.state === "PreparingRebalance") completeIfAllJoined(group);
  else prepareRebalance(group);
};

/** Asks every member to join again; the rebalance is complete when all have, or when the longest rebalance time-out is over. */
export const prepareRebalance = (group: Group): void => {
  for (const member of group.members.values()) {
    member.answerSync?.(syncError(errorCodes.REBALANCE_IN_PROGRESS));
    member.answerSync = undefined;
  }
  group.state = "PreparingRebalance";
  group.stopRebalance();
  const longest = Math.max(0, ...[...group.members.values()].map(({ rebalanceTimeoutMs }) => rebalanceTimeoutMs));
  group.stopRebalance = group.effects.after(longest, () => completeRebalance(group));
  completeIfAllJoined(group);
};

/** Completes the rebalance where nobody is missing. */
export const completeIfAllJoined = (group: Group): void => {
  const waiting = group.pending.size > 0 || [...group.members.values()].some(({ answerJoin }) => !answerJoin);
  if (!waiting && group.state === "PreparingRebalance") completeRebalance(group);
};

const completeRebalance = (group: Group): void => {
  group.stopRebalance();
  for (const member of [...group.members.values()]) {
    if (member.answerJoin) continue;
    member.stopSession();
    group.members.delete(member.id);
    group.effects.log?.(`group ${group.id}: member ${member.id} is out: it did not join the rebalance in time`);
  }
  group.generation += 1;
  const [first] = group.members.values();
  if (!first) {
    group.state = "Empty";
    group.leader = "";
    group.protocolName = "";
    return;
  }
  group.state = "CompletingRebalance";
  if (!group.members.has(group.leader)) group.leader = first.id;
  group.protocolName = chooseProtocol(group);
  for (const member of group.members.values()) {
    member.assignment = nothing;
    const answer = member.answerJoin;
    member.answerJoin = undefined;
    keepAlive(group, member);
    answer?.(joined(group, member));
  }
};

/** Names of protocols that all members speak, in the first member's order of preference. */
export const commonProtocols = (members: Iterable<Pick<Member, "protocols">>): readonly string[] => {
  const [first, ...others] = [...members].map(({ protocols }) => protocols.map(({ name }) => name));
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)));
};

// Each member votes for the first of its protocols that all speak; the most votes win.
const chooseProtocol = (group: Group): string => {
  const common = commonProtocols(group.members.values());
  const votes = new Map<string, number>(common.map((name) => [name, 0]));
  for (const { protocols } of group.members.values()) {
    const vote = protocols.find(({ name }) => votes.has(name))?.name;
    if (vote !== undefined) votes.set(vote, (votes.get(vote) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
};
