import type { Json, JsonObject } from "../notebook/index.ts";
import type { Comm, CommApi, CommMessage } from "./comms.ts";
import { displaySymbol } from "./mime-bundle.ts";

/** The state of a widget's model; bytes among the values travel as buffers. */
export type WidgetState = Readonly<Record<string, unknown>>;

/** A widget of ipywidgets' front end (protocol 2.1): shows itself as a cell's value and keeps its state in step. */
export interface Widget {
  readonly id: string;
  get(name: string): unknown;
  set(state: WidgetState): void;
  /** Calls back with what the front end changed. */
  onChange(handler: (changed: WidgetState) => unknown): void;
  /** Custom messages, both ways. */
  send(content: Json, buffers?: readonly Uint8Array[]): void;
  onMessage(handler: (content: Json, buffers: readonly Uint8Array[]) => unknown): void;
  close(): void;
}

export interface AnywidgetSpec {
  /** The source of an ECMAScript module whose default export has `render({ model, el })`. */
  readonly esm: string;
  readonly css?: string;
  readonly state?: WidgetState;
}

/** What cells use as `Jupyter.widget` and `Jupyter.anywidget`. */
export interface WidgetApi {
  /** A widget by its model's state; of ipywidgets' controls `_model_name` is enough: widget({ _model_name: "IntSliderModel", value: 3 }). */
  widget(state: WidgetState): Widget;
  anywidget(spec: AnywidgetSpec): Widget;
}

/** Makes widgets over comms and answers the front end's request for all states. */
export const createWidgets = (comms: CommApi): WidgetApi => {
  const widgets = new Map<string, WidgetState>();
  comms.registerTarget("jupyter.widget.control", (control) => {
    control.onMsg(({ data }) => {
      if (data.method !== "request_states") return;
      const entries = [...widgets].map(([id, state]) => [id, { ...modelOf(state), state: splitBuffers(state).state }]);
      control.send({ method: "update_states", states: Object.fromEntries(entries), buffer_paths: [] });
    });
  });
  const widget = (given: WidgetState): Widget => {
    const state = { ...defaultsOf(given), ...given };
    const { buffers, paths, state: plain } = splitBuffers(state);
    const data = { state: plain, buffer_paths: paths };
    const comm = comms.open("jupyter.widget", data, { metadata: { version: "2.1.0" }, buffers });
    return widgetOf(comm, state, widgets);
  };
  return {
    widget,
    anywidget: ({ esm, css, state = {} }) =>
      widget({ ...anywidgetModel, _esm: esm, ...(css === undefined ? {} : { _css: css }), ...state }),
  };
};

const widgetOf = (comm: Comm, initial: WidgetState, widgets: Map<string, WidgetState>): Widget => {
  let state = initial;
  let changed: (state: WidgetState) => unknown = () => {};
  let received: (content: Json, buffers: readonly Uint8Array[]) => unknown = () => {};
  const keep = (more: WidgetState) => {
    state = { ...state, ...more };
    widgets.set(comm.id, state);
  };
  let refused = false;
  const update = (more: WidgetState) => {
    if (refused) throw new Error(noWidgets);
    const { state: plain, paths, buffers } = splitBuffers(more);
    comm.send({ method: "update", state: plain, buffer_paths: paths }, { buffers });
  };
  keep({});
  comm.onMsg((message) => {
    const { data, buffers } = message;
    if (data.method === "request_state") return update(state);
    if (data.method === "custom") return received(data.content ?? null, buffers);
    if (data.method !== "update") return;
    const given = joinBuffers(message);
    keep(given);
    return changed(given);
  });
  comm.onClose(() => {
    refused = true;
    widgets.delete(comm.id);
  });
  const view = { version_major: 2, version_minor: 0, model_id: comm.id };
  return {
    id: comm.id,
    get: (name) => state[name],
    set: (more) => {
      keep(more);
      update(more);
    },
    onChange: (handler) => {
      changed = handler;
    },
    send: (content, buffers = []) => comm.send({ method: "custom", content }, { buffers }),
    onMessage: (handler) => {
      received = handler;
    },
    close: () => {
      widgets.delete(comm.id);
      comm.close();
    },
    [displaySymbol]: () => ({
      "application/vnd.jupyter.widget-view+json": view,
      "text/plain": `${String(state._model_name).replace(/Model$/, "")}(${"value" in state ? `value=${state.value}` : ""})`,
    }),
  } as Widget;
};

const noWidgets =
  "the front end closed this widget: it has nothing to draw it with. Remedy: pip install jupyterlab_widgets (and anywidget for Jupyter.anywidget) where JupyterLab is, and reload the page.";

const anywidgetModel = {
  _model_module: "anywidget",
  _model_module_version: "~0.11.*",
  _model_name: "AnyModel",
  _view_module: "anywidget",
  _view_module_version: "~0.11.*",
  _view_name: "AnyView",
};

const defaultsOf = (state: WidgetState): WidgetState => ({
  _model_module: "@jupyter-widgets/controls",
  _model_module_version: "2.0.0",
  _view_module: "@jupyter-widgets/controls",
  _view_module_version: "2.0.0",
  _view_name: String(state._model_name ?? "").replace(/Model$/, "View"),
});

const modelOf = ({ _model_name, _model_module, _model_module_version }: WidgetState) => ({
  model_name: _model_name,
  model_module: _model_module,
  model_module_version: _model_module_version,
});

/** Takes the top-level values that are bytes out of a state. */
const splitBuffers = (state: WidgetState) => {
  const binary = Object.entries(state).filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array);
  const plain = Object.entries(state).filter(([, value]) => !(value instanceof Uint8Array));
  return {
    state: Object.fromEntries(plain) as JsonObject,
    paths: binary.map(([name]) => [name]),
    buffers: binary.map(([, bytes]) => bytes),
  };
};

/** Puts the buffers of an update back where their paths say, at the top level. */
const joinBuffers = ({ data, buffers }: CommMessage): WidgetState => {
  const paths = Array.isArray(data.buffer_paths) ? data.buffer_paths : [];
  const binary = paths.map((path, i) => [String(Array.isArray(path) ? path[0] : path), buffers[i]]);
  return { ...(data.state as JsonObject | undefined), ...Object.fromEntries(binary) };
};
