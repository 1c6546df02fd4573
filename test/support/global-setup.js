// Tests that start pinbook as a process run what is in dist/.
import { build } from "../../src/build.js";

export default async () => {
  // Tests call the SDK themselves too.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  await build();
};
