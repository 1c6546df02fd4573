import type { Api } from "./api.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { Writer } from "./writer.ts";

export interface MetadataRequest {
  /** Null asks for all topics. */
  readonly topics: readonly string[] | null;
  readonly allowAutoTopicCreation: boolean;
}

export interface MetadataBroker {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

export interface MetadataTopic {
  readonly errorCode: ErrorCode;
  readonly name: string;
  /** How many; the one broker leads them all. */
  readonly partitions: number;
}

export interface MetadataResponse {
  readonly broker: MetadataBroker;
  readonly clusterId: string;
  readonly topics: readonly MetadataTopic[];
}

/** MetadataRequest.json, MetadataResponse.json, for a cluster of one broker. */
export const metadata: Api<MetadataRequest, MetadataResponse> = {
  name: "Metadata",
  apiKey: 3,
  minVersion: 0,
  maxVersion: 6,
  decode: (reader, version) => {
    const names = reader.nullableArray(() => reader.string());
    const all = names === null || (version === 0 && names.length === 0);
    return { topics: all ? null : names, allowAutoTopicCreation: version >= 4 ? reader.boolean() : true };
  },
  encode: (writer, { broker, clusterId, topics }, version) => {
    if (version >= 3) writer.int32(0);
    writer.array([broker], ({ nodeId, host, port }) => {
      writer.int32(nodeId);
      writer.string(host);
      writer.int32(port);
      if (version >= 1) writer.nullableString(null);
    });
    if (version >= 2) writer.nullableString(clusterId);
    if (version >= 1) writer.int32(broker.nodeId); // ControllerId
    writer.array(topics, (topic) => {
      writer.int16(topic.errorCode);
      writer.string(topic.name);
      if (version >= 1) writer.boolean(false); // IsInternal
      writer.array([...Array(topic.partitions).keys()], (index) =>
        writePartition(writer, broker.nodeId, index, version),
      );
    });
  },
};

const writePartition = (writer: Writer, nodeId: number, index: number, version: number): void => {
  const nodes = (ids: readonly number[]): void => writer.array(ids, (id) => writer.int32(id));
  writer.int16(0);
  writer.int32(index);
  writer.int32(nodeId);
  nodes([nodeId]); // ReplicaNodes
  nodes([nodeId]); // IsrNodes
  if (version >= 5) nodes([]); // OfflineReplicas
};
