// Each message with the parameters that kafkajs takes for it, and with what either side is to read.
import type { Api } from "../../../src/kafka/protocol/api.ts";
import { apiVersions } from "../../../src/kafka/protocol/api-versions.ts";
import { createTopics } from "../../../src/kafka/protocol/create-topics.ts";
import { deleteGroups } from "../../../src/kafka/protocol/delete-groups.ts";
import { deleteTopics } from "../../../src/kafka/protocol/delete-topics.ts";
import { describeGroups } from "../../../src/kafka/protocol/describe-groups.ts";
import { fetch } from "../../../src/kafka/protocol/fetch.ts";
import { findCoordinator } from "../../../src/kafka/protocol/find-coordinator.ts";
import { heartbeat } from "../../../src/kafka/protocol/heartbeat.ts";
import { initProducerId } from "../../../src/kafka/protocol/init-producer-id.ts";
import { joinGroup } from "../../../src/kafka/protocol/join-group.ts";
import { leaveGroup } from "../../../src/kafka/protocol/leave-group.ts";
import { listGroups } from "../../../src/kafka/protocol/list-groups.ts";
import { listOffsets } from "../../../src/kafka/protocol/list-offsets.ts";
import { metadata } from "../../../src/kafka/protocol/metadata.ts";
import { offsetCommit } from "../../../src/kafka/protocol/offset-commit.ts";
import { offsetFetch } from "../../../src/kafka/protocol/offset-fetch.ts";
import { syncGroup } from "../../../src/kafka/protocol/sync-group.ts";
import { theirBatch } from "./kafkajs.ts";

/** A message both ways: what kafkajs is asked to send, what we are to read of it, what we answer, what kafkajs is to read of that. */
export interface Case<Request, Response> {
  readonly api: Api<Request, Response>;
  readonly theirs: string;
  readonly parameters: object;
  readonly request: object;
  readonly response: Response;
  readonly read: object;
  /** The version from which kafkajs reads record batches. */
  readonly readFrom?: number;
}

const caseOf = <Request, Response>(definition: Case<Request, Response>) => definition as Case<unknown, unknown>;

const bytes = Buffer.from("bytes");
const node = { nodeId: 1, host: "127.0.0.1", port: 9092 };
const records = await theirBatch([{ key: "k", value: "v" }]);

/** All messages with a form in kafkajs, but Produce, whose records kafkajs makes itself. */
export const cases: readonly Case<unknown, unknown>[] = [
  caseOf({
    api: apiVersions,
    theirs: "apiVersions",
    parameters: {},
    request: {},
    response: { errorCode: 0, apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 2 }] },
    read: { apiVersions: [{ apiKey: 18, minVersion: 0, maxVersion: 2 }] },
  }),
  caseOf({
    api: fetch,
    theirs: "fetch",
    readFrom: 4,
    parameters: {
      maxWaitTime: 5,
      minBytes: 1,
      maxBytes: 99,
      isolationLevel: 1,
      topics: [{ topic: "t", partitions: [{ partition: 3, fetchOffset: "8", maxBytes: 77 }] }],
    },
    request: {
      maxWaitMs: 5,
      minBytes: 1,
      topics: [{ name: "t", partitions: [{ partition: 3, fetchOffset: 8n, partitionMaxBytes: 77 }] }],
    },
    response: {
      responses: [
        { name: "t", partitions: [{ partition: 3, errorCode: 0, highWatermark: 9n, logStartOffset: 0n, records }] },
      ],
    },
    read: {
      responses: [{ topicName: "t", partitions: [{ partition: 3, highWatermark: "9", messages: [{ offset: "0" }] }] }],
    },
  }),
  caseOf({
    api: listOffsets,
    theirs: "listOffsets",
    parameters: { isolationLevel: 0, topics: [{ topic: "t", partitions: [{ partition: 1, timestamp: "-1" }] }] },
    request: { topics: [{ name: "t", partitions: [{ partitionIndex: 1, timestamp: -1n }] }] },
    response: {
      topics: [{ name: "t", partitions: [{ partitionIndex: 1, errorCode: 0, timestamp: -1n, offset: 12n }] }],
    },
    read: { responses: [{ topic: "t", partitions: [{ partition: 1, errorCode: 0 }] }] },
  }),
  caseOf({
    api: metadata,
    theirs: "metadata",
    parameters: { topics: ["t"], allowAutoTopicCreation: false },
    request: { topics: ["t"] },
    response: { broker: node, clusterId: "c", topics: [{ errorCode: 0, name: "t", partitions: 2 }] },
    read: {
      brokers: [{ nodeId: 1, host: "127.0.0.1", port: 9092 }],
      topicMetadata: [
        {
          topic: "t",
          partitionMetadata: [
            { partitionId: 0, leader: 1, replicas: [1], isr: [1] },
            { partitionId: 1, leader: 1, replicas: [1], isr: [1] },
          ],
        },
      ],
    },
  }),
  caseOf({
    api: offsetCommit,
    theirs: "offsetCommit",
    parameters: {
      groupId: "g",
      groupGenerationId: 4,
      memberId: "m",
      topics: [{ topic: "t", partitions: [{ partition: 1, offset: "7", metadata: "note" }] }],
    },
    request: {
      groupId: "g",
      topics: [{ name: "t", partitions: [{ partitionIndex: 1, committedOffset: 7n, committedMetadata: "note" }] }],
    },
    response: { topics: [{ name: "t", partitions: [{ partitionIndex: 1, errorCode: 0 }] }] },
    read: { responses: [{ topic: "t", partitions: [{ partition: 1, errorCode: 0 }] }] },
  }),
  caseOf({
    api: offsetFetch,
    theirs: "offsetFetch",
    parameters: { groupId: "g", topics: [{ topic: "t", partitions: [{ partition: 1 }] }] },
    request: { groupId: "g", topics: [{ name: "t", partitionIndexes: [1] }] },
    response: {
      errorCode: 0,
      topics: [{ name: "t", partitions: [{ partitionIndex: 1, committedOffset: 7n, metadata: "note", errorCode: 0 }] }],
    },
    read: { responses: [{ topic: "t", partitions: [{ partition: 1, offset: "7", metadata: "note" }] }] },
  }),
  caseOf({
    api: findCoordinator,
    theirs: "findCoordinator",
    parameters: { coordinatorKey: "g", groupId: "g", coordinatorType: 0 },
    request: { key: "g", keyType: 0 },
    response: { errorCode: 0, errorMessage: null, node },
    read: { coordinator: { nodeId: 1, host: "127.0.0.1", port: 9092 } },
  }),
  caseOf({
    api: joinGroup,
    theirs: "joinGroup",
    parameters: {
      groupId: "g",
      sessionTimeout: 10,
      rebalanceTimeout: 20,
      memberId: "m",
      protocolType: "consumer",
      groupProtocols: [{ name: "range", metadata: bytes }],
    },
    request: {
      groupId: "g",
      sessionTimeoutMs: 10,
      memberId: "m",
      protocolType: "consumer",
      protocols: [{ name: "range", metadata: new Uint8Array(bytes) }],
    },
    response: {
      errorCode: 0,
      generationId: 2,
      protocolName: "range",
      leader: "m",
      memberId: "m",
      members: [{ memberId: "m", metadata: bytes }],
    },
    read: { generationId: 2, groupProtocol: "range", leaderId: "m", memberId: "m", members: [{ memberId: "m" }] },
  }),
  caseOf({
    api: syncGroup,
    theirs: "syncGroup",
    parameters: {
      groupId: "g",
      generationId: 2,
      memberId: "m",
      groupAssignment: [{ memberId: "m", memberAssignment: bytes }],
    },
    request: {
      groupId: "g",
      generationId: 2,
      memberId: "m",
      assignments: [{ memberId: "m", assignment: new Uint8Array(bytes) }],
    },
    response: { errorCode: 0, assignment: bytes },
    read: { errorCode: 0, memberAssignment: bytes },
  }),
  caseOf({
    api: heartbeat,
    theirs: "heartbeat",
    parameters: { groupId: "g", groupGenerationId: 2, memberId: "m" },
    request: { groupId: "g", generationId: 2, memberId: "m" },
    response: { errorCode: 0 },
    read: { errorCode: 0 },
  }),
  caseOf({
    api: leaveGroup,
    theirs: "leaveGroup",
    parameters: { groupId: "g", memberId: "m", members: [{ memberId: "m" }] },
    request: { groupId: "g", memberIds: ["m"] },
    response: { members: [{ memberId: "m", errorCode: 0 }] },
    read: { errorCode: 0 },
  }),
  caseOf({
    api: describeGroups,
    theirs: "describeGroups",
    parameters: { groupIds: ["g"] },
    request: { groups: ["g"] },
    response: {
      groups: [
        {
          errorCode: 0,
          groupId: "g",
          groupState: "Stable",
          protocolType: "consumer",
          protocolData: "range",
          members: [{ memberId: "m", clientId: "c", clientHost: "/h", memberMetadata: bytes, memberAssignment: bytes }],
        },
      ],
    },
    read: { groups: [{ groupId: "g", state: "Stable", members: [{ memberId: "m", memberAssignment: bytes }] }] },
  }),
  caseOf({
    api: listGroups,
    theirs: "listGroups",
    parameters: {},
    request: {},
    response: { groups: [{ groupId: "g", protocolType: "consumer" }] },
    read: { groups: [{ groupId: "g", protocolType: "consumer" }] },
  }),
  caseOf({
    api: deleteGroups,
    theirs: "deleteGroups",
    parameters: ["g"],
    request: { groupIds: ["g"] },
    response: { results: [{ groupId: "g", errorCode: 0 }] },
    read: { results: [{ groupId: "g", errorCode: 0 }] },
  }),
  caseOf({
    api: createTopics,
    theirs: "createTopics",
    parameters: {
      topics: [
        {
          topic: "t",
          numPartitions: 2,
          replicationFactor: 1,
          replicaAssignment: [{ partition: 0, replicas: [1] }],
          configEntries: [{ name: "retention.ms", value: "5" }],
        },
      ],
      validateOnly: true,
      timeout: 9,
    },
    request: {
      topics: [
        {
          name: "t",
          numPartitions: 2,
          replicationFactor: 1,
          assignments: [{ partitionIndex: 0, brokerIds: [1] }],
          configs: [{ name: "retention.ms", value: "5" }],
        },
      ],
    },
    response: { topics: [{ name: "t", errorCode: 0, errorMessage: null }] },
    read: { topicErrors: [{ topic: "t", errorCode: 0 }] },
  }),
  caseOf({
    api: deleteTopics,
    theirs: "deleteTopics",
    parameters: { topics: ["t"], timeout: 9 },
    request: { topicNames: ["t"] },
    response: { responses: [{ name: "t", errorCode: 0 }] },
    read: { topicErrors: [{ topic: "t", errorCode: 0 }] },
  }),
  caseOf({
    api: initProducerId,
    theirs: "initProducerId",
    parameters: { transactionalId: null, transactionTimeout: 5 },
    request: { transactionalId: null },
    response: { errorCode: 0, producerId: 1234n, producerEpoch: 0 },
    read: { errorCode: 0, producerId: "1234", producerEpoch: 0 },
  }),
];
