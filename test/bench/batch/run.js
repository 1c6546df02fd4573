// npm run bench -- batch: the batch half beside its peers. Options go to bench.py; see test/bench/README.md.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { peersFolder, pythonWith } from "../python.js";
import { peers } from "./peers.js";

const folder = dirname(fileURLToPath(import.meta.url));
const delta = "4.4.0";

/** Prints the tables; `words` are options. */
export const batch = (/** @type {readonly string[]} */ words) => {
  const { values } = parseArgs({
    args: [...words],
    strict: false,
    options: {
      scratch: { type: "string", default: join(peersFolder, "batch") },
      peers: { type: "string", default: "" },
      small: { type: "boolean", default: false },
    },
  });
  const python = pythonWith("batch-python", peers);
  const scratch = ["--scratch", String(values.scratch)];
  const script = values.small ? "small.py" : "bench.py";
  const spark = String(values.peers).includes("spark") ? withSpark() : [];
  const { status } = spawnSync(python, [join(folder, script), ...words, ...scratch, ...spark], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
};

/** A Python with PySpark and the two jars that Delta needs, by Maven; Java 17 has to be there. */
const withSpark = () => {
  const jars = join(peersFolder, "jars");
  mkdirSync(jars, { recursive: true });
  for (const name of ["delta-spark_2.13", "delta-storage"]) {
    if (existsSync(join(jars, `${name}-${delta}.jar`))) continue;
    const artifact = [`-Dartifact=io.delta:${name}:${delta}`, `-DoutputDirectory=${jars}`];
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
    execFileSync("mvn", ["-q", "-B", goal, ...artifact], { stdio: ["ignore", "ignore", "inherit"] });
  }
  return ["--spark", pythonWith("spark-python", ["pyspark==4.2.0"]), "--jars", jars];
};
