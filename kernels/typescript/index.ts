export { type Connection, endpoint } from "./connection.ts";
export { type EncodedContent, encodeContent } from "./encode-content.ts";
export { type InstallTarget, jupyterFolder } from "./jupyter-folder.ts";
export { installKernel, type KernelPlace, listKernels, uninstallKernel } from "./kernelspec.ts";
export { prepareCheckout } from "./prepare-checkout.ts";
export { type KernelOptions, startKernel } from "./start-kernel.ts";
export { decodeMessage, encodeMessage, type Header, type Message, protocolVersion, type Sign, signer } from "./wire.ts";
