// Tests that start pinbook as a process run what is in dist/.
import { build } from "../../src/build.js";

export default build;
