import { escapeHtml } from "./escape.ts";
import { filled, type Labels } from "./labels.ts";
import type { DataChange, StaleReason } from "./types.ts";

/** Why what a cell shows is out of date, as a note; empty where it is not. */
export const staleNote = (reasons: readonly StaleReason[], labels: Labels): string => {
  if (reasons.length === 0) return "";
  const data = reasons.filter((reason): reason is DataChange => typeof reason === "object");
  const sentences = [
    ...(reasons.includes("edited") ? [labels.codeEdited] : []),
    ...dataSentences(data, labels),
    ...(reasons.includes("needs") ? [labels.needsStale] : []),
  ];
  return `<ul class="note why">${sentences.map((text) => `<li dir="auto">${escapeHtml(text)}</li>`).join("")}</ul>`;
};

/** What nobody could look at again, as a note; empty where there is nothing. */
export const unseenNote = (unseen: readonly DataChange[], labels: Labels): string =>
  dataSentences(unseen, labels)
    .map((text) => `<p class="note">${escapeHtml(text)}</p>`)
    .join("");

/** What kind of thing outside the notebook it is, in words; what is not known as it is. */
export const kindLabel = (kind: string, labels: Labels): string => {
  const name = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return name ? labels[name] : kind;
};

const kinds: Readonly<Record<string, keyof Labels>> = {
  file: "kindFile",
  listing: "kindListing",
  object: "kindObject",
  topic: "kindTopic",
  table: "kindTable",
  stream: "kindStream",
  rows: "kindRows",
  env: "kindEnv",
  package: "kindPackage",
  module: "kindModule",
};

const sentenceOf = {
  changed: "dataChanged",
  gone: "dataGone",
  new: "dataNew",
  unseen: "dataUnseen",
} as const;

const mostNamed = 6;

const dataSentences = (data: readonly DataChange[], labels: Labels): readonly string[] =>
  (["changed", "gone", "new", "unseen"] as const).flatMap((change) => {
    const things = data.filter((one) => one.change === change);
    if (things.length === 0) return [];
    const named = things
      .slice(0, mostNamed)
      .map(({ kind, name }) => `${name.slice(0, 200)} (${kindLabel(kind, labels)})`);
    const what = [...named, ...(things.length > mostNamed ? ["…"] : [])].join(", ");
    return [filled(labels[sentenceOf[change]], { what })];
  });
