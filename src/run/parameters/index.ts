export type { Parameter } from "./declared.ts";
export { parseValues } from "./from-text.ts";
export {
  type GivenParameters,
  injectedParameters,
  injectParameters,
  type Parametrized,
  parametersOf,
  parameterText,
} from "./inject.ts";
