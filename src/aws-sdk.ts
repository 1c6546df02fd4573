/**
 * Calls `load`, which imports a package of the AWS SDK, without the SDK's own notice to the process that later releases
 * will not support this Node: pinbook pins the release that it uses.
 */
export const loadAwsSdk = <T>(load: () => Promise<T>): Promise<T> => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return load();
};
