import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { messageOf, usageError } from "../errors.ts";
import type { ReportTemplate } from "./types.ts";

/** The places of a page that a template may fill. */
export const templateSlots = ["top", "brand", "start", "end", "footer"] as const;

/**
 * Reads a brand's template: an HTML file with `<style>` elements, whose variables replace the report's, and elements
 * `<template slot="…">` for its slots: `top` above all, `brand` in the bar, `start` and `end` around the cells, `footer`.
 * Images that it names by relative paths are put into it.
 */
export const readTemplate = async (path: string): Promise<ReportTemplate> => {
  let source: string;
  try {
    source = await readFile(path, "utf8");
  } catch (error) {
    throw usageError(`--template ${path} cannot be read: ${messageOf(error)}. Name an HTML file.`, error);
  }
  return parseTemplate(await withImages(source, dirname(path)), path);
};

/** A template's source as its parts; throws for a slot that there is not. */
export const parseTemplate = (source: string, name: string): ReportTemplate => {
  const slots: Record<string, string> = {};
  for (const [, attributes = "", html = ""] of source.matchAll(/<template\b([^>]*)>([\s\S]*?)<\/template>/gi)) {
    const slot = /\bslot\s*=\s*["']?([\w-]+)/i.exec(attributes)?.[1] ?? "";
    if (!templateSlots.some((known) => known === slot))
      throw usageError(`${name}: there is no slot "${slot}"; use one of ${templateSlots.join(", ")}`);
    slots[slot] = (slots[slot] ?? "") + html.trim();
  }
  const style = [...source.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)]
    .map(([, css = ""]) => css.trim())
    .join("\n");
  if (style === "" && Object.keys(slots).length === 0)
    throw usageError(
      `${name} holds neither <style> nor <template slot="…">: a template has at least one of them; slots are ${templateSlots.join(", ")}`,
    );
  return { style, slots };
};

const types: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
};

// A report opens without the template's folder beside it.
const withImages = async (source: string, folder: string): Promise<string> => {
  const pattern =
    /(\bsrc\s*=\s*")(?![a-z]+:|\/\/|#)([^"]+)(")|(\burl\(\s*["']?)(?![a-z]+:|\/\/|#)([^"')]+)(["']?\s*\))/gi;
  let result = "";
  let at = 0;
  for (const match of source.matchAll(pattern)) {
    const [all, ...groups] = match;
    const [before, path, after] = groups[1] === undefined ? groups.slice(3) : groups;
    result += source.slice(at, match.index) + before + (await imageUrl(join(folder, path ?? ""))) + after;
    at = match.index + all.length;
  }
  return result + source.slice(at);
};

const imageUrl = async (path: string): Promise<string> => {
  const type = types[extname(path).toLowerCase()];
  if (type === undefined)
    throw usageError(
      `${path}: a template holds images as ${Object.keys(types).join(", ")}; name one of these or a data: URL`,
    );
  try {
    return `data:${type};base64,${(await readFile(path)).toString("base64")}`;
  } catch (error) {
    throw usageError(`the template's image ${path} cannot be read: ${messageOf(error)}`, error);
  }
};
