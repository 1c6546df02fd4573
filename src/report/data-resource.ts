import type { Json, JsonObject } from "../notebook/index.ts";
import { escapeHtml } from "./escape.ts";

export const dataResourceType = "application/vnd.dataresource+json";

/** A table of the Data Resource form (Frictionless Data) as HTML; an empty text where the content is none. */
export const dataResourceHtml = (content: Json): string => {
  const { data, schema } = objectIn(content);
  if (!Array.isArray(data) || data.length === 0) return "";
  const rows = data.map((row) => objectIn(row as Json));
  const names = fieldNames(schema) ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) return "";
  const head = names.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const body = rows.map((row) => `<tr>${names.map((name) => `<td>${cell(row[name])}</td>`).join("")}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table>`;
};

const fieldNames = (schema: Json | undefined): readonly string[] | undefined => {
  const { fields } = objectIn(schema);
  if (!Array.isArray(fields)) return undefined;
  return fields.map((field) => objectIn(field as Json).name).filter((name) => typeof name === "string");
};

const cell = (value: Json | undefined): string => {
  if (value === null || value === undefined) return "<i>null</i>";
  return escapeHtml(typeof value === "object" ? JSON.stringify(value) : String(value));
};

const objectIn = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};
