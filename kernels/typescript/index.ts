export { type InstallTarget, jupyterFolder } from "./jupyter-folder.ts";
export { installKernel, type KernelPlace, listKernels, uninstallKernel } from "./kernelspec.ts";
export { type KernelOptions, startKernel } from "./start-kernel.ts";
export { decodeMessage, encodeMessage, type Header, type Message, protocolVersion, type Sign, signer } from "./wire.ts";
