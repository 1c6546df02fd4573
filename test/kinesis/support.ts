import { afterAll } from "@jest/globals";
import {
  type KinesisClient,
  type KinesisServer,
  kinesisClient,
  type StreamRecord,
  startKinesis,
} from "../../src/kinesis/index.ts";
import { temporaryFolder } from "../support/temporary.ts";

const open: { server: KinesisServer; kinesis: KinesisClient }[] = [];

/** An embedded endpoint in a folder of its own and a client of it, closed after the test file. */
export const embedded = async (): Promise<{ server: KinesisServer; kinesis: KinesisClient }> => {
  const server = await startKinesis({ dir: await temporaryFolder() });
  const pair = { server, kinesis: kinesisClient({ endpoint: server.url }) };
  open.push(pair);
  return pair;
};

afterAll(async () => {
  for (const { server, kinesis } of open) {
    kinesis.close();
    await server.close();
  }
});

/** A record to put: its text is key and data. */
export const textRecord = (text: string) => ({ partitionKey: text, data: new TextEncoder().encode(text) });

export const textOf = ({ data }: Pick<StreamRecord, "data">): string => new TextDecoder().decode(data);
