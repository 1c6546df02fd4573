import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret } from "../../src/secret.ts";
import { bundledSource, loadTables } from "../../src/source/index.ts";
import { type Journey, travel } from "../support/journey.ts";
import { type KafkaServer, needKafka, startKafkaServer } from "../support/kafka-server.ts";
import { type MariaDb, needMariaDb, startMariaDb } from "../support/mariadb.ts";
import { temporaryPipeline } from "../support/pipeline.ts";
import { describeReal } from "../support/real.ts";
import { needS3Server, type S3Server, startS3Server } from "../support/s3-server.ts";
import { temporaryFolder } from "../support/temporary.ts";

await describeReal(
  "a row's journey from MariaDB over Apache Kafka and an S3 server",
  [needMariaDb, needKafka, needS3Server],
  () => {
    let database: MariaDb | undefined;
    let topics: KafkaServer | undefined;
    let objects: S3Server | undefined;
    let journey: Journey;
    let embedded: Journey;
    const warnings: string[] = [];

    beforeAll(async () => {
      [database, topics, objects] = await Promise.all([
        startMariaDb(),
        startKafkaServer(),
        temporaryFolder().then(startS3Server),
      ]);
      await database.execute(
        "CREATE DATABASE pins CHARACTER SET utf8mb4",
        "CREATE USER reader@'127.0.0.1' IDENTIFIED BY 'secret'",
        "GRANT ALL ON pins.* TO reader@'127.0.0.1'",
      );
      const { host, port } = database;
      const mysql = { host, port, user: "reader", password: new Secret("secret"), database: "pins" };
      await loadTables(mysql, bundledSource());
      await objects.createBucket("user-0e33e87dfa09-bucket");
      await objects.createBucket("tables");
      const kafka = { brokers: [topics.address] };
      const real = {
        mysql,
        kafka,
        s3: objects.settings,
        bucket: "s3://user-0e33e87dfa09-bucket",
        tables: "s3://tables/delta",
      };
      journey = await travel(await temporaryPipeline(warnings, real));
      embedded = await travel(await temporaryPipeline(warnings));
    });

    afterAll(async () => {
      await Promise.all([database?.stop(), topics?.stop()]);
      await objects?.close();
    });

    test("is the same at every stop as on the bundled tables, the embedded broker and a folder", () => {
      const stops = ({
        draws,
        posted,
        sunk,
        object,
        content,
        pin,
        geo,
        user,
        answer,
        stored,
        put,
        streamed,
        counts,
      }: Journey) => ({
        ...{ draws, posted, sunk, key: object?.key, content, pin, geo, user, answer, stored, put, streamed, counts },
      });
      expect(stops(journey)).toEqual(stops(embedded));
      expect(journey.counts).toMatchObject([{ inDelta: 5 }, { inDelta: 5 }, { inDelta: 5 }]);
      expect(warnings).toEqual([]);
    });
  },
);
