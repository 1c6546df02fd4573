"""Times Jupyter kernels with one client, jupyter_client; see ../README.md for the command.

Prints a Markdown table of medians. Times are in milliseconds, from sending a request to the idle status that ends it.
"""

import argparse
import json
import os
import queue
import statistics
import time

import psutil
import zmq
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
# Node 20 reads these at every start, which takes it 30 ms; nothing that is timed here speaks TLS.
os.environ.pop("NODE_EXTRA_CA_CERTS", None)


# A kernel that runs nothing (floor.c): what the client and the sockets take by themselves.
FLOOR = "floor"


def kernels(arguments):
    node = arguments.node
    found = {
        "pinbook": spec([node, f"{ROOT}/src/launch.cjs", "kernel", "start", "--connection-file", "{connection_file}"], "message"),
        "tslab": spec([node, f"{ROOT}/node_modules/tslab/bin/tslab", "kernel", "--config-path", "{connection_file}"], "signal"),
        "ipykernel": spec(["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"], "signal"),
    }
    if arguments.installed:
        found["pinbook installed"] = spec([node, f"{arguments.installed}/src/launch.cjs", "kernel", "start", "--connection-file", "{connection_file}"], "message")
    if arguments.floor:
        found[FLOOR] = spec([arguments.floor, "{connection_file}"], "signal")
    if arguments.deno:
        found["Deno"] = spec([arguments.deno, "jupyter", "--kernel", "--conn", "{connection_file}"], "signal")
    return {name: found[name] for name in arguments.kernels.split(",") if name in found}


def spec(argv, interrupt_mode):
    return KernelSpec(argv=argv, display_name="bench", language="any", interrupt_mode=interrupt_mode)


class Kernel:
    """A kernel that has just started, with a client that is connected."""

    def __init__(self, kernel_spec):
        self.started = time.perf_counter()
        self.manager = KernelManager()
        self.manager._kernel_spec = kernel_spec
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code, timeout=60, on_output=lambda message: None):
        """Runs a cell until idle and returns the milliseconds that took."""
        start = time.perf_counter()
        identifier = self.client.execute(code)
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != identifier:
                continue
            on_output(message)
            if message["content"].get("execution_state") == "idle":
                return since(start)

    def complete(self, code):
        start = time.perf_counter()
        identifier = self.client.complete(code)
        while self.client.get_shell_msg(timeout=30)["parent_header"].get("msg_id") != identifier:
            pass
        return since(start)

    def processes(self):
        process = psutil.Process(self.manager.provisioner.pid)
        return [process, *process.children(recursive=True)]

    def memory(self):
        return sum(process.memory_info().rss for process in self.processes()) / 1e6

    def peak(self):
        with open(f"/proc/{self.manager.provisioner.pid}/status") as status:
            return next(int(line.split()[1]) / 1e3 for line in status if line.startswith("VmHWM"))

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def since(start):
    return (time.perf_counter() - start) * 1000


def measure(name, kernel_spec):
    python = name == "ipykernel"
    warm(kernel_spec)
    hurried, quickly = in_a_hurry(kernel_spec)
    row = {}
    kernel = Kernel(kernel_spec)
    kernel.run("1 + 1")
    row["start to first result"] = since(kernel.started)
    row["the same, client in a hurry"] = hurried
    row["memory after start, MB"] = kernel.memory()
    row["trivial cell, later"] = statistics.median(kernel.run("1 + 1") for _ in range(200))
    row["the same cell, client in a hurry"] = quickly
    if name == FLOOR:
        kernel.close()
        return row
    lines = 0

    def count(message):
        nonlocal lines
        if message["msg_type"] == "stream":
            lines += message["content"]["text"].count("\n")

    code = "for i in range(100000): print(i)" if python else "for (let i = 0; i < 100000; i++) console.log(i)"
    try:
        row["100,000 lines to idle"] = kernel.run(code, 20, count)
    except queue.Empty:
        row["100,000 lines to idle"] = None
    row["of these before idle"] = lines
    kernel.close()
    row["first completion after start"], row["completion, later"] = completion(kernel_spec)
    row["interrupt to idle, busy loop"] = interrupt(kernel_spec, "while True: pass" if python else "for (;;);")
    row["peak for 100 MB of display, MB"] = display(kernel_spec, name)
    return row


def warm(kernel_spec):
    """Starts a kernel once, as a user has before: what it keeps for later starts is written after two seconds."""
    kernel = Kernel(kernel_spec)
    kernel.run("1 + 1")
    time.sleep(3)
    kernel.close()


def in_a_hurry(kernel_spec):
    """Start to the first cell's reply, and a later cell to its idle, with a client that waits for nothing else.

    jupyter_client tries to connect every 100 to 200 ms, listens 200 ms for more, and takes half a millisecond a cell.
    """
    context = zmq.Context()
    manager = KernelManager(context=context)
    manager._kernel_spec = kernel_spec
    started = time.perf_counter()
    manager.start_kernel()
    shell = connected(context.socket(zmq.DEALER), manager.shell_port)
    iopub = connected(context.socket(zmq.SUB), manager.iopub_port)
    iopub.subscribe(b"")
    shell.send_multipart(request(manager.session)[1])
    took = since(started) if shell.poll(60_000) else None
    cells = [idle_after(manager.session, shell, iopub) for _ in range(220)][20:] if took else []
    shell.close(linger=0)
    iopub.close(linger=0)
    manager.shutdown_kernel(now=True)
    return took, median(cells)


def connected(socket, port):
    socket.setsockopt(zmq.RECONNECT_IVL, 2)
    socket.connect(f"tcp://127.0.0.1:{port}")
    return socket


def request(session):
    """A message that asks for 1 + 1: its id, and its frames as they are sent."""
    content = {"code": "1 + 1", "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
    message = session.msg("execute_request", content)
    return message["header"]["msg_id"].encode(), session.serialize(message)


def idle_after(session, shell, iopub):
    """Milliseconds to the idle status of a cell that is asked for now; None where it does not come."""
    while shell.poll(0):
        shell.recv_multipart()
    identifier, frames = request(session)
    start = time.perf_counter()
    shell.send_multipart(frames)
    while iopub.poll(5_000):
        came = iopub.recv_multipart()
        if b'"idle"' in came[-1] and identifier in came[-3]:
            return since(start)
    return None


def completion(kernel_spec):
    kernel = Kernel(kernel_spec)
    try:
        kernel.run("1 + 1")
        kernel.complete("[1].fil")
        first = since(kernel.started)
        return first, statistics.median(kernel.complete("[1].fil") for _ in range(30))
    except queue.Empty:
        return None, None
    finally:
        kernel.close()


def interrupt(kernel_spec, loop):
    """None where the kernel did not come back within five seconds, or had lost its state."""
    kernel = Kernel(kernel_spec)
    sent = None

    def stop(message):
        nonlocal sent
        if sent is None and message["content"].get("execution_state") == "busy":
            time.sleep(0.3)
            sent = time.perf_counter()
            kernel.manager.interrupt_kernel()

    try:
        kernel.run("kept = 1")
        kernel.run(loop, 5, stop)
        took = since(sent)
        kernel.run("kept", 5)
        return took
    except (queue.Empty, RuntimeError):
        return None
    finally:
        kernel.close()


def display(kernel_spec, name):
    """How much more memory than before the kernel held at most, client aside."""
    codes = {
        "pinbook": "display({ 'image/png': 'A'.repeat(1e8) }, { raw: true })",
        "Deno": "Deno.jupyter.broadcast('display_data', { data: { 'image/png': 'A'.repeat(1e8) }, metadata: {} })",
        "tslab": "require('tslab').display.raw('image/png', 'A'.repeat(1e8))",
        "ipykernel": "from IPython.display import display; display({'image/png': 'A' * 10**8}, raw=True)",
    }
    kernel = Kernel(kernel_spec)
    try:
        kernel.run("1 + 1")
        before = psutil.Process(kernel.manager.provisioner.pid).memory_info().rss / 1e6
        kernel.run(codes[name.split()[0]], 20)
        return kernel.peak() - before
    except queue.Empty:
        return None
    finally:
        kernel.close()


def median(values):
    known = [value for value in values if value is not None]
    return statistics.median(known) if len(known) * 2 > len(values) else None


def show(value):
    if value is None:
        return "never"
    return f"{value:,.0f}" if value >= 20 else f"{value:.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deno", help="path of the deno command")
    parser.add_argument("--floor", help="path of floor.c's program")
    parser.add_argument("--node", default="node")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kernels", default=f"pinbook,pinbook installed,Deno,{FLOOR},tslab,ipykernel")
    parser.add_argument("--installed", help="path of an installed pinbook package, timed beside the checkout")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    chosen = kernels(arguments)
    # Turn by turn, so that what else the machine does meets all of them.
    runs = [{name: measure(name, kernel_spec) for name, kernel_spec in chosen.items()} for _ in range(arguments.runs)]
    names = list(chosen)
    rows = {key: [median([run[name].get(key) for run in runs]) for name in names] for key in runs[0][names[0]]}
    if arguments.json:
        return print(json.dumps({key: dict(zip(names, values)) for key, values in rows.items()}))
    print(f"| medians of {arguments.runs} | {' | '.join(names)} |")
    print(f"| --- |{' ---: |' * len(names)}")
    for key, values in rows.items():
        print(f"| {key} | {' | '.join(show(value) for value in values)} |")


main()
