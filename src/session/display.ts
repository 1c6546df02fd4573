import { escapeHtml } from "../html-table.ts";
import { bundleOf, displaySymbol, ownShown, type Shown } from "./mime-bundle.ts";
import type { SessionOutput } from "./types.ts";

export interface DisplayOptions {
  /** Names the display, so that a later one can replace it. */
  readonly displayId?: string | undefined;
  /** The same, as short as people write it, and as Deno calls it. */
  readonly id?: string | undefined;
  readonly display_id?: string | undefined;
  /** Replaces the displays of that name. */
  readonly update?: boolean;
  /** The value is itself a MIME bundle. */
  readonly raw?: boolean;
}

/** What `display` gives: updates the display; shows nothing as a cell's last value. */
export interface Display {
  readonly displayId: string;
  update(value: unknown, options?: { readonly raw?: boolean }): void;
}

type Publish = (output: SessionOutput | Promise<SessionOutput | undefined>) => void;

let publish: Publish | undefined;

/** Sends what is displayed in this process to `target`, until the next call. */
export const publishTo = (target: Publish | undefined): void => {
  publish = target;
};

/** Shows a bundle as it is. Throws where no session runs. */
export const publishBundle = (shown: Shown, options: DisplayOptions = {}): void => {
  send(outputOf(shown, options));
};

/** Shows any value in the cell's outputs: by its own `Symbol.for("Jupyter.display")`, as a table, image or plot, or as text. */
export const display = (value: unknown, options: DisplayOptions = {}): Display => {
  const displayId = options.displayId ?? options.id ?? options.display_id ?? crypto.randomUUID();
  const show = (item: unknown, settings: DisplayOptions) => {
    const shown = settings.raw ? ownShown(item) : bundleOf(item);
    const withId = { ...settings, displayId };
    send(shown instanceof Promise ? shown.then((result) => outputOf(result, withId)) : outputOf(shown, withId));
  };
  show(value, options);
  return {
    displayId,
    update: (next, { raw = false } = {}) => show(next, { raw, update: true }),
    [displaySymbol]: () => ({}),
  } as Display;
};

/** Shows a line for the person who reads the cell. */
export const showNotice = (line: string): void => {
  const data = { "text/plain": line, "text/html": `<p><small>⚠ ${escapeHtml(line)}</small></p>` };
  send({ output_type: "display_data", data, metadata: {} });
};

/** Empties the outputs of the cell, at once or when the next output comes. */
export const clearOutput = (options: { readonly wait?: boolean } | boolean = {}): void => {
  const wait = typeof options === "boolean" ? options : (options.wait ?? false);
  send({ output_type: "clear_output", wait });
};

type Template = (strings: TemplateStringsArray | string, ...values: unknown[]) => object;

const template =
  (type: string): Template =>
  (strings, ...values) => {
    const text = typeof strings === "string" ? strings : String.raw({ raw: strings }, ...values);
    return { [displaySymbol]: () => ({ [type]: text }) };
  };

/** Templates whose value shows as HTML, Markdown or SVG: html`<b>${name}</b>`. */
export const html = template("text/html");
export const md = template("text/markdown");
export const svg = template("image/svg+xml");

const outputOf = ({ data, metadata }: Shown, { displayId, update }: DisplayOptions): SessionOutput => {
  if (update && displayId) return { output_type: "update_display_data", displayId, data, metadata };
  return { output_type: "display_data", data, metadata, ...(displayId ? { displayId } : {}) };
};

const send: Publish = (output) => {
  if (!publish) throw new Error("display works in the cells of a notebook: no session runs in this process");
  publish(output);
};
