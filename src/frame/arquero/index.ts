export { arqueroEngine } from "./engine.ts";
