import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Message } from "../../kernels/typescript/index.ts";
import type { JsonObject } from "../../src/notebook/index.ts";
import { contentsOf, type KernelClient, resultOf, startKernelClient } from "../support/kernel-client.ts";
import { temporaryFolder } from "../support/temporary.ts";

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await startKernelClient(await temporaryFolder());
});
afterAll(() => kernel.close());

const ofType = (messages: readonly Message[], type: string) =>
  messages.filter(({ header }) => header.msg_type === type);
const comms = async (content: JsonObject = {}) =>
  (await kernel.shell("comm_info_request", content)).reply.content.comms;

describe("a comm that the front end opens", () => {
  test("reaches its target, carries data and buffers both ways, and closes", async () => {
    await kernel.execute(`Jupyter.comm.registerTarget("echo", (comm, message) => {
      console.log("opened with", message.data.hello);
      comm.onMsg(({ data, buffers }) => comm.send({ got: data }, { metadata: { m: 1 }, buffers: buffers.map((b) => b.map((x) => x + 1)) }));
      comm.onClose(() => console.log("closed"));
    })`);
    const opened = await kernel.tell("comm_open", { comm_id: "c1", target_name: "echo", data: { hello: "world" } });
    expect(ofType(opened, "stream")[0]?.content.text).toBe("opened with world\n");
    expect(await comms()).toMatchObject({ c1: { target_name: "echo" } });
    expect(await comms({ target_name: "other" })).toEqual({});
    const told = await kernel.tell("comm_msg", { comm_id: "c1", data: { n: 1 } }, [Buffer.from([1, 2, 254])]);
    const [reply] = ofType(told, "comm_msg");
    expect(reply).toMatchObject({ content: { comm_id: "c1", data: { got: { n: 1 } } }, metadata: { m: 1 } });
    expect([...(reply?.buffers[0] ?? [])]).toEqual([2, 3, 255]);
    const closed = await kernel.tell("comm_close", { comm_id: "c1", data: {} });
    expect(ofType(closed, "stream")[0]?.content.text).toBe("closed\n");
    expect(await comms()).not.toHaveProperty("c1");
  });

  test("of a target that nobody registered is closed at once", async () => {
    const opened = await kernel.tell("comm_open", { comm_id: "c2", target_name: "nowhere", data: {} });
    expect(ofType(opened, "comm_close")[0]?.content).toEqual({ comm_id: "c2", data: {} });
  });

  test("whose handler throws shows the error and leaves the kernel well", async () => {
    await kernel.execute("Jupyter.comm.registerTarget('bad', () => { throw new TypeError('no') })");
    const opened = await kernel.tell("comm_open", { comm_id: "c3", target_name: "bad", data: {} });
    expect(ofType(opened, "stream")[0]?.content.text).toContain("TypeError: no");
    expect(ofType(opened, "comm_close")).toHaveLength(1);
    expect(resultOf(await kernel.execute("1"))).toBe("1");
  });

  test("whose handler loops is interrupted", async () => {
    await kernel.execute("Jupyter.comm.registerTarget('loop', () => { display('in'); for (;;); })");
    const inside = kernel.published(({ header }) => header.msg_type === "display_data");
    const opened = kernel.tell("comm_open", { comm_id: "c4", target_name: "loop", data: {} });
    await inside;
    await kernel.control("interrupt_request", {});
    await opened;
    expect(resultOf(await kernel.execute("1"))).toBe("1");
  });
});

describe("a comm that a cell opens", () => {
  test("goes out under the cell, and takes messages", async () => {
    const cell = await kernel.execute(
      "const own = Jupyter.comm.open('front', { a: 1 }, { buffers: [new Uint8Array([7])] }); let seen; own.onMsg((m) => { seen = m.data; }); own.id",
    );
    const [open] = ofType(cell.published, "comm_open");
    const id = String(open?.content.comm_id);
    expect(open).toMatchObject({ content: { target_name: "front", data: { a: 1 } } });
    expect([...(open?.buffers[0] ?? [])]).toEqual([7]);
    expect(resultOf(cell)).toBe(`'${id}'`);
    await kernel.tell("comm_msg", { comm_id: id, data: { b: 2 } });
    expect(resultOf(await kernel.execute("seen"))).toBe("{ b: 2 }");
    const closing = await kernel.execute("own.close({ bye: true })");
    expect(contentsOf(closing, "comm_close")).toEqual([{ comm_id: id, data: { bye: true } }]);
    const late = await kernel.execute("own.send({})", { stop_on_error: false });
    expect(late.reply.content.evalue).toContain("is closed");
  });
});

describe("a widget", () => {
  test("opens a model, shows its view, and keeps its state in step with the front end", async () => {
    const cell = await kernel.execute(
      "const slider = Jupyter.widget({ _model_name: 'IntSliderModel', value: 3, min: 0, max: 9 }); const changes = []; slider.onChange((c) => changes.push(c)); slider",
    );
    const [open] = ofType(cell.published, "comm_open");
    const id = String(open?.content.comm_id);
    expect(open).toMatchObject({
      metadata: { version: "2.1.0" },
      content: {
        target_name: "jupyter.widget",
        data: {
          buffer_paths: [],
          state: {
            _model_name: "IntSliderModel",
            _view_name: "IntSliderView",
            _model_module: "@jupyter-widgets/controls",
            value: 3,
          },
        },
      },
    });
    const data = contentsOf(cell, "execute_result")[0]?.data;
    expect(data).toMatchObject({
      "application/vnd.jupyter.widget-view+json": { version_major: 2, version_minor: 0, model_id: id },
      "text/plain": "IntSlider(value=3)",
    });
    await kernel.tell("comm_msg", { comm_id: id, data: { method: "update", state: { value: 5 }, buffer_paths: [] } });
    expect(resultOf(await kernel.execute("[slider.get('value'), changes]"))).toBe("[ 5, [ { value: 5 } ] ]");
    const set = await kernel.execute("slider.set({ value: 8 })");
    expect(contentsOf(set, "comm_msg")).toEqual([
      { comm_id: id, data: { method: "update", state: { value: 8 }, buffer_paths: [] } },
    ]);
  });

  test("of anywidget carries its module, bytes as buffers and custom messages", async () => {
    const cell = await kernel.execute(
      "const any = Jupyter.anywidget({ esm: 'export default {}', state: { bytes: new Uint8Array([1, 2]) } }); any.onMessage((c) => any.send({ echo: c })); any",
    );
    const [open] = ofType(cell.published, "comm_open");
    expect(open?.content.data).toMatchObject({
      state: { _model_module: "anywidget", _model_name: "AnyModel", _esm: "export default {}" },
      buffer_paths: [["bytes"]],
    });
    expect([...(open?.buffers[0] ?? [])]).toEqual([1, 2]);
    const id = String(open?.content.comm_id);
    const told = await kernel.tell("comm_msg", { comm_id: id, data: { method: "custom", content: { x: 1 } } });
    expect(ofType(told, "comm_msg")[0]?.content.data).toEqual({ method: "custom", content: { echo: { x: 1 } } });
  });

  test("that the front end refuses says what to install", async () => {
    const cell = await kernel.execute("const refused = Jupyter.widget({ _model_name: 'IntSliderModel', value: 1 })");
    const [open] = ofType(cell.published, "comm_open");
    await kernel.tell("comm_close", { comm_id: String(open?.content.comm_id), data: {} });
    const { reply } = await kernel.execute("refused.set({ value: 2 })");
    expect(reply.content.evalue).toContain("pip install jupyterlab_widgets");
  });

  test("gives all states to a front end that was reloaded", async () => {
    await kernel.execute("Jupyter.widget({ _model_name: 'IntSliderModel', value: 8 })");
    const control = { comm_id: "control", target_name: "jupyter.widget.control", data: {} };
    await kernel.tell("comm_open", control);
    const told = await kernel.tell("comm_msg", { comm_id: "control", data: { method: "request_states" } });
    const data = ofType(told, "comm_msg")[0]?.content.data as JsonObject | undefined;
    expect(Object.values(data?.states ?? {})).toContainEqual(
      expect.objectContaining({ model_name: "IntSliderModel", state: expect.objectContaining({ value: 8 }) }),
    );
  });
});
