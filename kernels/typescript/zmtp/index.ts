export { openPublisher, type Publisher, type PublisherOptions, type Voice } from "./publisher.ts";
export { openRouter, type Router, type RouterOptions } from "./router.ts";
