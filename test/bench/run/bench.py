"""Times headless runs turn by turn: pinbook, papermill with Deno's kernel, nbclient with ipykernel. Prints tables in Markdown.

Needs jupyter_client, ipykernel, nbclient, papermill and psutil in the Python that runs it.
"""
import argparse
import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import psutil

# Node 20 reads these at every start, which takes it 30 ms; nothing that is timed here speaks TLS.
os.environ.pop("NODE_EXTRA_CA_CERTS", None)
parser = argparse.ArgumentParser()
parser.add_argument("--deno", required=True, help="Deno's program")
parser.add_argument("--runs", type=int, default=5)
args = parser.parse_args()
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
folder = tempfile.mkdtemp(prefix="pinbook-bench-")
atexit.register(shutil.rmtree, folder, True)
kernels = os.path.join(folder, "jupyter", "kernels", "deno")
os.makedirs(kernels)
with open(os.path.join(kernels, "kernel.json"), "w") as file:
    argv = [args.deno, "jupyter", "--kernel", "--conn", "{connection_file}"]
    json.dump({"argv": argv, "display_name": "Deno", "language": "typescript"}, file)
env = {**os.environ, "JUPYTER_PATH": os.path.join(folder, "jupyter")}


def notebook(name, kernel, language, sources):
    """Writes a notebook of these cells and gives its path."""
    cells = [
        {"cell_type": "code", "id": f"c{at}", "metadata": {}, "source": source, "execution_count": None, "outputs": []}
        for at, source in enumerate(sources)
    ]
    spec = {"name": kernel, "display_name": kernel, "language": language}
    metadata = {"kernelspec": spec, "language_info": {"name": language}}
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        json.dump({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, file)
    return path


def pinbook(path):
    return ["node", os.path.join(root, "src", "launch.cjs"), "run", path, "--quiet"]


def papermill(path):
    return [sys.executable, "-m", "papermill", "--no-progress-bar", path, path + ".out.ipynb"]


def nbclient(path):
    return [os.path.join(os.path.dirname(sys.executable), "jupyter-execute"), path, f"--output={path}.out.ipynb"]


def timed(command):
    """Seconds, and seconds of processors of the command and all that it started."""
    before = os.times()
    begun = time.perf_counter()
    subprocess.run(command, env=env, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took = time.perf_counter() - begun
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return took, used


def peak(command):
    """The most memory in MB that the command and all that it started held at once."""
    process = psutil.Popen(command, env=env, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        held = 0
        for one in [process, *children(process)]:
            try:
                held += one.memory_info().rss
            except psutil.Error:
                pass
        most = max(most, held)
        time.sleep(0.02)
    if process.returncode != 0:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return most / 1e6


def children(process):
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def between_cells(path):
    """Milliseconds from the end of a cell to the start of the next, the save between them included: the median and the mean."""
    lines = subprocess.run([*pinbook(path)[:-1], "--json"], cwd=folder, check=True, capture_output=True).stdout
    events = [json.loads(line) for line in lines.splitlines()]
    started = {event["index"]: event["time"] for event in events if event["type"] == "cell-started"}
    ended = {event["index"]: event["time"] for event in events if event["type"] == "cell-finished"}
    gaps = [started[at + 1] - ended[at] for at in ended if at + 1 in started]
    return statistics.median(gaps), statistics.mean(gaps)


typescript = notebook("small.ipynb", "pinbook", "typescript", [f"const x{i} = {i} + 1;\nx{i}" for i in range(60)])
long = notebook("long.ipynb", "pinbook", "typescript", [f"const x{i} = {i} + 1;\nx{i}" for i in range(10_000)])
deno = notebook("deno.ipynb", "deno", "typescript", [f"const x{i} = {i} + 1;\nx{i}" for i in range(60)])
python = notebook("python.ipynb", "python3", "python", [f"x{i} = {i} + 1\nx{i}" for i in range(60)])
commands = {
    "pinbook": pinbook(typescript),
    "papermill, Deno": papermill(deno),
    "nbclient, ipykernel": nbclient(python),
}
times = {name: [] for name in commands}
own = []
for _ in range(args.runs):
    for name, command in commands.items():
        times[name].append(timed(command))
    own.append(between_cells(typescript))
print(f"\n| 60 trivial cells, whole command, median of {args.runs} | {' | '.join(commands)} |")
print("| --- | " + " | ".join("---:" for _ in commands) + " |")
for label, at in (("seconds", 0), ("seconds of processors", 1)):
    medians = {name: statistics.median(run[at] for run in runs) for name, runs in times.items()}
    print(f"| {label} | " + " | ".join(f"{value:.2f}" for value in medians.values()) + " |")
    print(f"| pinbook's part of it | " + " | ".join(f"{medians['pinbook'] / value:.2f}" for value in medians.values()) + " |")
median, mean = (statistics.median(figures) for figures in zip(*own))
long_median, long_mean = between_cells(long)
long_took, long_used = timed(pinbook(long))
print("\n| the runner's own time between two cells, its save included, ms | median | mean |\n| --- | ---: | ---: |")
print(f"| 60 cells | {median:.2f} | {mean:.2f} |")
print(f"| 10,000 cells | {long_median:.2f} | {long_mean:.2f} |")
print(f"\n10,000 trivial cells, whole command: {long_took:.1f} s, {long_used:.1f} s of processors.")

large = 8_000_000
pinned = notebook("large.ipynb", "pinbook", "typescript", [f'console.log("{i % 10}".repeat({large}))' for i in range(25)])
printed = notebook("large-python.ipynb", "python3", "python", [f'print("{i % 10}" * {large})' for i in range(25)])
print(f"\n| 25 cells that print 8 MB each | pinbook | papermill, ipykernel |\n| --- | ---: | ---: |")
ours, theirs = peak(pinbook(pinned)), peak(papermill(printed))
print(f"| peak of all processes, MB | {ours:.0f} | {theirs:.0f} |")
print(f"| times the output | {ours / 200:.2f} | {theirs / 200:.2f} |")
