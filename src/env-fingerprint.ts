import { createHash } from "node:crypto";
import { isSecretText } from "./secret.ts";
import { isSecretName, withoutLogin } from "./secret-name.ts";

/** What an environment variable is, without telling it: of a credential only whether it is set, not even a hash. */
export const envFingerprint = (name: string, value: string | undefined): string => {
  if (value === undefined) return "absent";
  if (isSecretName(name) || isSecretText(value)) return "set";
  return createHash("sha256").update(withoutLogin(value)).digest("hex").slice(0, 16);
};
