import { messageOf } from "../../errors.ts";
import { mapTopics, type TopicOf } from "../protocol/api.ts";
import { deleteGroups } from "../protocol/delete-groups.ts";
import { type DescribedGroup, describeGroups } from "../protocol/describe-groups.ts";
import { type ErrorCode, errorCodes } from "../protocol/error-codes.ts";
import { findCoordinator } from "../protocol/find-coordinator.ts";
import { heartbeat } from "../protocol/heartbeat.ts";
import { joinGroup } from "../protocol/join-group.ts";
import { leaveGroup } from "../protocol/leave-group.ts";
import { listGroups } from "../protocol/list-groups.ts";
import { type OffsetCommitRequest, offsetCommit } from "../protocol/offset-commit.ts";
import { type FetchedOffset, offsetFetch } from "../protocol/offset-fetch.ts";
import { syncGroup } from "../protocol/sync-group.ts";
import { type BrokerContext, type Handler, handlerOf } from "./handler.ts";

const maxMetadataLength = 4096;

const findCoordinatorHandler = handlerOf(findCoordinator, ({ keyType }, { node }) =>
  keyType === 0
    ? { errorCode: errorCodes.NONE, errorMessage: null, node }
    : {
        errorCode: errorCodes.INVALID_REQUEST,
        errorMessage: "this broker has no transactions",
        node: { nodeId: -1, host: "", port: -1 },
      },
);

const leaveGroupHandler = handlerOf(leaveGroup, ({ groupId, memberIds }, { groups }) => ({
  members: memberIds.map((memberId) => ({ memberId, errorCode: groups.leave(groupId, memberId) })),
}));

const offsetCommitHandler = handlerOf(offsetCommit, (request, context) => {
  const refusal = context.groups.mayCommit(request);
  const faults = mapTopics(request.topics, (topic, { partitionIndex, committedMetadata }) => {
    if (!context.topics.log(topic, partitionIndex)) return errorCodes.UNKNOWN_TOPIC_OR_PARTITION;
    return (committedMetadata ?? "").length > maxMetadataLength ? errorCodes.OFFSET_METADATA_TOO_LARGE : 0;
  });
  const stored = refusal || store(request, faults, context);
  return {
    topics: request.topics.map(({ name, partitions }, t) => ({
      name,
      partitions: partitions.map(({ partitionIndex }, p) => ({
        partitionIndex,
        errorCode: stored || (faults[t]?.partitions[p] ?? errorCodes.NONE),
      })),
    })),
  };
});

const store = (
  { groupId, topics }: OffsetCommitRequest,
  faults: readonly TopicOf<ErrorCode>[],
  { offsets, log }: BrokerContext,
): ErrorCode => {
  const entries = topics.flatMap(({ name, partitions }, t) =>
    partitions
      .filter((_, p) => faults[t]?.partitions[p] === errorCodes.NONE)
      .map(({ partitionIndex, committedOffset, committedMetadata }) => ({
        topic: name,
        partition: partitionIndex,
        committed: { offset: committedOffset, metadata: committedMetadata },
      })),
  );
  try {
    offsets.commit(groupId, entries);
    return errorCodes.NONE;
  } catch (error) {
    log(`group ${groupId}: offsets cannot be stored: ${messageOf(error)}`);
    return errorCodes.COORDINATOR_NOT_AVAILABLE; // Kafka's own answer where its offsets cannot be written
  }
};

const offsetFetchHandler = handlerOf(offsetFetch, ({ groupId, topics }, { offsets }) => {
  const answer = (topic: string, partitionIndex: number): FetchedOffset => {
    const committed = offsets.get(groupId, topic, partitionIndex);
    return {
      partitionIndex,
      committedOffset: committed?.offset ?? -1n,
      metadata: committed?.metadata ?? "",
      errorCode: errorCodes.NONE,
    };
  };
  const all = offsets.of(groupId);
  const wanted =
    topics ??
    [...new Set(all.map(({ topic }) => topic))].map((name) => ({
      name,
      partitionIndexes: all.filter(({ topic }) => topic === name).map(({ partition }) => partition),
    }));
  return {
    errorCode: errorCodes.NONE,
    topics: wanted.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((index) => answer(name, index)),
    })),
  };
});

const listGroupsHandler = handlerOf(listGroups, (_request, { groups, offsets }) => {
  const active = groups.list();
  const idle = offsets.groups().filter((id) => !active.some(({ groupId }) => groupId === id));
  return { groups: [...active, ...idle.map((groupId) => ({ groupId, protocolType: "consumer" }))] };
});

const describeGroupsHandler = handlerOf(describeGroups, (request, { groups, offsets }) => ({
  groups: request.groups.map((groupId): DescribedGroup => {
    const idle = offsets.groups().includes(groupId);
    return (
      groups.describe(groupId) ?? {
        errorCode: errorCodes.NONE,
        groupId,
        groupState: idle ? "Empty" : "Dead",
        protocolType: idle ? "consumer" : "",
        protocolData: "",
        members: [],
      }
    );
  }),
}));

const deleteGroupsHandler = handlerOf(deleteGroups, ({ groupIds }, { groups, offsets }) => ({
  results: groupIds.map((groupId) => {
    if (groups.describe(groupId)) return { groupId, errorCode: errorCodes.NON_EMPTY_GROUP };
    if (!offsets.groups().includes(groupId)) return { groupId, errorCode: errorCodes.GROUP_ID_NOT_FOUND };
    offsets.forgetGroup(groupId);
    return { groupId, errorCode: errorCodes.NONE };
  }),
}));

/** Requests of consumer groups and about them. */
export const groupHandlers: readonly Handler[] = [
  findCoordinatorHandler,
  handlerOf(joinGroup, (request, { groups }, caller) => groups.join(request, caller)),
  handlerOf(syncGroup, (request, { groups }, caller) => groups.sync(request, caller)),
  handlerOf(heartbeat, (request, { groups }, caller) => ({ errorCode: groups.heartbeat(request, caller) })),
  leaveGroupHandler,
  offsetCommitHandler,
  offsetFetchHandler,
  listGroupsHandler,
  describeGroupsHandler,
  deleteGroupsHandler,
];
