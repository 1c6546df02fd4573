import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../src/notebook/index.ts";
import { packageRoot } from "../../src/root.ts";
import { protocolVersion } from "./wire.ts";

/** The content of kernel_info_reply. */
export const kernelInfo = (): JsonObject => {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "pinbook",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: process.versions.node,
      mimetype: "application/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `pinbook ${version}: TypeScript on Node ${process.versions.node}`,
    help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
    supported_features: ["kernel subshells"],
  };
};
