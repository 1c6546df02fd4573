import { errorCodes } from "../protocol/error-codes.ts";
import type { SyncGroupRequest, SyncGroupResponse } from "../protocol/sync-group.ts";
import { type Group, keepAlive, type Member, syncError } from "./group.ts";

/** A member's assignment: at once where the group is stable, else when its leader has shared out. */
export const syncGroup = (
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
