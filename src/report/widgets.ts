import type { Json, JsonObject, Notebook, Output } from "../notebook/index.ts";
import { escapeHtml } from "./escape.ts";
import type { Labels } from "./labels.ts";
import { outputIds, sanitizeHtml } from "./sanitize.ts";

export const widgetType = "application/vnd.jupyter.widget-view+json";

/** The last states of a notebook's widgets by their model's id. */
export type WidgetStates = ReadonlyMap<string, WidgetModel>;

interface WidgetModel {
  readonly name: string;
  readonly state: JsonObject;
  /** Bytes of the state as base64, by the name they have in it. */
  readonly bytes: ReadonlyMap<string, string>;
}

/** The widgets' states that a notebook's metadata keep. */
export const widgetStates = ({ metadata }: Notebook): WidgetStates => {
  const kept = objectIn(objectIn(metadata.widgets)["application/vnd.jupyter.widget-state+json"]);
  const models = Object.entries(objectIn(kept.state)).map(([id, value]) => {
    const { model_name: name, state, buffers } = objectIn(value);
    const bytes = (Array.isArray(buffers) ? buffers.map(objectIn) : []).flatMap(({ path, data }) =>
      Array.isArray(path) && typeof data === "string" ? [[String(path[0]), data] as const] : [],
    );
    return [id, { name: text(name), state: objectIn(state), bytes: new Map(bytes) }] as const;
  });
  return new Map(models);
};

export interface WidgetOptions {
  readonly widgets: WidgetStates;
  /** Ids taken on the page. */
  readonly ids: Set<string>;
  readonly labels: Labels;
}

/** A widget's last state in a form to read; an empty text where its state is not kept or its kind is not known. */
export const widgetHtml = (content: Json, options: WidgetOptions, renderOutput: (output: Output) => string): string => {
  const html = modelHtml(text(objectIn(content).model_id), options, renderOutput, new Set());
  return html === "" ? "" : `<div class="widget">${html}</div>`;
};

/** The kind of a widget whose state the notebook keeps, as its model calls itself without `Model`; undefined without a state. */
export const widgetKind = (content: Json, states: WidgetStates): string | undefined =>
  states.get(text(objectIn(content).model_id))?.name.replace(/Model$/, "");

type Render = (model: WidgetModel, child: (reference: Json | undefined) => string, options: WidgetOptions) => string;

const modelHtml = (
  id: string,
  options: WidgetOptions,
  renderOutput: (output: Output) => string,
  above: ReadonlySet<string>,
): string => {
  const model = options.widgets.get(id);
  // A box may not hold itself.
  if (!model || above.has(id) || above.size > 20) return "";
  const inside = new Set([...above, id]);
  const child = (reference: Json | undefined): string =>
    modelHtml(text(reference).replace(/^IPY_MODEL_/, ""), options, renderOutput, inside);
  if (objectIn(model.state.layout).visibility === "hidden") return "";
  if (model.name === "OutputModel") {
    const outputs = Array.isArray(model.state.outputs) ? (model.state.outputs as unknown as Output[]) : [];
    return outputs.map((output) => (isOutput(output) ? renderOutput(normal(output)) : "")).join("\n");
  }
  return (renderers[model.name] ?? fallback)(model, child, options);
};

const isOutput = (output: unknown): boolean =>
  /^(?:stream|error|display_data|execute_result)$/.test(text(objectIn(output as Json).output_type));

// A widget's outputs are as they came: texts may be lists, fields may lack.
const normal = (output: Output): Output => {
  if (output.output_type === "stream") return { ...output, text: joined(output.text as Json) };
  if (output.output_type === "error")
    return {
      ...output,
      ename: text(output.ename),
      evalue: text(output.evalue),
      traceback: (Array.isArray(output.traceback) ? output.traceback : []).map(text),
    };
  const data = Object.entries(objectIn(output.data as Json)).map(([type, value]) => [
    type,
    Array.isArray(value) && !/[/+]json$/.test(type) ? joined(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) as JsonObject };
};

const joined = (value: Json | undefined): string => (Array.isArray(value) ? value.map(text).join("") : text(value));

const text = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

const objectIn = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};

const listIn = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

// `description` may hold HTML only where the widget says so.
const described = ({ state }: WidgetModel, value: string): string => {
  const { description } = state;
  const label = text(description);
  return label === ""
    ? `<div class="field">${value}</div>`
    : `<div class="field"><span class="label">${escapeHtml(label)}</span>${value}</div>`;
};

const valueBox = (value: string): string => `<span class="value">${escapeHtml(value)}</span>`;

const plain: Render = (model) => described(model, valueBox(text(model.state.value)));

const gauge =
  (showsValue: boolean): Render =>
  (model, _child, { labels }) => {
    const { min, max, value } = model.state;
    const [low, high, now] = [Number(min ?? 0), Number(max ?? 100), Number(value ?? 0)];
    const part = high > low && Number.isFinite(now) ? Math.min(1, Math.max(0, (now - low) / (high - low))) : 0;
    const name = escapeHtml(text(model.state.description) || labels.value);
    const bar = `<progress aria-label="${name}" max="1" value="${Number(part.toFixed(4))}">${Math.round(part * 100)} %</progress>`;
    return described(model, bar + (showsValue ? valueBox(text(value)) : ""));
  };

const range: Render = (model) => described(model, valueBox(listIn(model.state.value).map(text).join(" – ")));

const chosen: Render = (model) => {
  const { _options_labels: options, index } = model.state;
  const at = Array.isArray(index) ? index : [index];
  const labels = listIn(options).map(text);
  const picked = new Set(at.map(Number));
  const items = labels.slice(0, 200).map((label, place) => {
    const isOn = picked.has(place) && at[0] !== null;
    return `<li${isOn ? ' class="on"' : ""}>${isOn ? "● " : "○ "}${escapeHtml(label)}</li>`;
  });
  return described(model, `<ul class="options">${items.join("")}</ul>`);
};

const single: Render = (model) => {
  const { _options_labels: options, index } = model.state;
  return described(model, valueBox(index === null || index === undefined ? "" : text(listIn(options)[Number(index)])));
};

const check: Render = (model) => {
  const box = model.state.value === true ? "☑" : "☐";
  return `<div class="field"><span class="value">${box} ${escapeHtml(text(model.state.description))}</span></div>`;
};

const button: Render = (model) =>
  `<div class="field"><span class="value button">${escapeHtml(text(model.state.description))}</span></div>`;

const markup: Render = (model, _child, { ids, labels }) =>
  described(model, `<div>${sanitizeHtml(text(model.state.value), { ids: outputIds(ids), labels })}</div>`);

const words: Render = (model) => described(model, `<div>${escapeHtml(text(model.state.value))}</div>`);

const box =
  (kind: string): Render =>
  ({ state }, child) =>
    `<div class="${kind}">${listIn(state.children).map(child).join("")}</div>`;

const titled: Render = ({ state }, child) => {
  const titles = listIn(state.titles).map(text);
  const old = objectIn(state._titles);
  return listIn(state.children)
    .map((one, index) => {
      const title = titles[index] ?? text(old[String(index)]);
      return `<div class="part"><strong>${escapeHtml(title === "" ? String(index + 1) : title)}</strong>${child(one)}</div>`;
    })
    .join("");
};

const date: Render = (model) => {
  const { value } = model.state;
  const { year, month, date: day } = objectIn(value);
  const two = (part: Json | undefined): string => text(part).padStart(2, "0");
  // Months of a front end count from 0.
  const shown = year === undefined ? text(value) : `${text(year)}-${two(Number(month) + 1)}-${two(day)}`;
  return described(model, valueBox(shown));
};

const picture: Render = ({ state, bytes }) => {
  const data = bytes.get("value") ?? "";
  const format = text(state.format) || "png";
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data) || !/^(?:png|jpe?g|gif|webp)$/.test(format)) return "";
  return `<img alt="" src="data:image/${format === "jpg" ? "jpeg" : format};base64,${data.replace(/\s/g, "")}">`;
};

// Matplotlib's canvas keeps what it showed last.
const canvas: Render = ({ state }, _child, { labels }) => {
  const source = text(state._data_url);
  if (!source.startsWith("data:image/")) return "";
  return sanitizeHtml(`<img alt="${escapeHtml(text(state._figure_label))}" src="${escapeHtml(source)}">`, { labels });
};

const valid: Render = (model) =>
  described(model, model.state.value === true ? "✓" : `✗ ${escapeHtml(text(model.state.readout))}`);

const fallback: Render = (model, child, options) =>
  model.state.value === undefined || text(model.state.value) === "" ? "" : plain(model, child, options);

const renderers: Readonly<Record<string, Render>> = {
  IntSliderModel: gauge(true),
  FloatSliderModel: gauge(true),
  FloatLogSliderModel: plain,
  IntProgressModel: gauge(false),
  FloatProgressModel: gauge(false),
  IntRangeSliderModel: range,
  FloatRangeSliderModel: range,
  SelectionRangeSliderModel: chosen,
  SelectionSliderModel: single,
  DropdownModel: single,
  SelectModel: chosen,
  RadioButtonsModel: chosen,
  ToggleButtonsModel: chosen,
  SelectMultipleModel: chosen,
  CheckboxModel: check,
  ToggleButtonModel: check,
  ButtonModel: button,
  HTMLModel: markup,
  HTMLMathModel: markup,
  LabelModel: words,
  PasswordModel: (model) => described(model, valueBox("•••")),
  TagsInputModel: range,
  HBoxModel: box("row"),
  VBoxModel: box("column"),
  BoxModel: box("row"),
  GridBoxModel: box("row"),
  TabModel: titled,
  AccordionModel: titled,
  StackModel: titled,
  DatePickerModel: date,
  ImageModel: picture,
  ValidModel: valid,
  MPLCanvasModel: canvas,
};
