import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";

const run = promisify(execFile);
const version = "4.3.1";
const libs = join(homedir(), ".cache", "pinbook", `kafka-${version}`);

/** A running Apache Kafka, one node that is broker and controller. */
export interface KafkaServer {
  /** `host:port`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Fetches Apache Kafka from Maven Central at the first call; throws where java or mvn is missing. */
export const needKafka = async (): Promise<void> => {
  await run("java", ["-version"]);
  if (!existsSync(libs)) await fetchKafka();
};

/** Starts a server on free ports of 127.0.0.1, its data in a temporary folder, and waits until it answers. */
export const startKafkaServer = async (): Promise<KafkaServer> => {
  const folder = await mkdtemp(join(tmpdir(), "pinbook-kafka-"));
  const [port, controller] = [await freePort(), await freePort()];
  const config = join(folder, "server.properties");
  await writeFile(config, properties(folder, port, controller));
  const clusterId = randomBytes(16).toString("base64url");
  await run("java", [...classPath, "kafka.tools.StorageTool", "format", "--cluster-id", clusterId, "--config", config]);
  const server = spawn("java", [
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    ...classPath,
    "kafka.Kafka",
    config,
  ]);
  try {
    await started(server);
  } catch (error) {
    await stop(server, folder);
    throw error;
  }
  return { address: `127.0.0.1:${port}`, stop: () => stop(server, folder) };
};

const classPath = ["-Dorg.slf4j.simpleLogger.logFile=System.out", "-cp", join(libs, "*")];

const fetchKafka = async (): Promise<void> => {
  const folder = `${libs}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "pom.xml"), pom);
  const plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
  await run("mvn", ["-q", "-B", "-f", join(folder, "pom.xml"), plugin, `-DoutputDirectory=${join(folder, "libs")}`], {
    maxBuffer: 1 << 26,
  });
  await rename(join(folder, "libs"), libs);
  await rm(folder, { recursive: true });
};

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version>
      <exclusions>
        <exclusion><groupId>org.slf4j</groupId><artifactId>slf4j-reload4j</artifactId></exclusion>
        <exclusion><groupId>ch.qos.reload4j</groupId><artifactId>reload4j</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

const properties = (folder: string, port: number, controller: number): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
log.dirs=${join(folder, "data")}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
`;

const started = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = "";
    const limit = setTimeout(() => reject(new Error(`Kafka is not ready after 180 s: ${said.slice(-1000)}`)), 180_000);
    const settle = (act: () => void): void => {
      clearTimeout(limit);
      act();
    };
    const listen = (chunk: Buffer): void => {
      said = (said + chunk).slice(-100_000);
      if (said.includes("Kafka Server started")) settle(resolve);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("error", (error) => settle(() => reject(error)));
    server.once("exit", (code) => settle(() => reject(new Error(`Kafka ended with ${code}: ${said.slice(-1000)}`))));
  });

const stop = async (server: ChildProcess, folder: string): Promise<void> => {
  if (server.exitCode === null && server.signalCode === null && server.pid !== undefined) {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
};
