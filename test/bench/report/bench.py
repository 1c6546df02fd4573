"""Times reports turn by turn: pinbook and nbconvert, whole commands. Prints tables in Markdown.

Needs nbconvert and psutil in the Python that runs it; pinbook's dist/ is brought up to date before.
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
import threading
import time

import psutil

# Node 20 reads these at every start, which takes it 30 ms; nothing that is timed here speaks TLS.
os.environ.pop("NODE_EXTRA_CA_CERTS", None)
parser = argparse.ArgumentParser()
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--deno", help="is not needed here")
args = parser.parse_args()
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
folder = tempfile.mkdtemp(prefix="pinbook-bench-")
atexit.register(shutil.rmtree, folder, True)
rows = "".join(f"<tr><td>{at}</td><td>name {at}</td><td>{at * 1.5}</td></tr>" for at in range(20))
table = f"<table><thead><tr><th>id</th><th>name</th><th>value</th></tr></thead><tbody>{rows}</tbody></table>"


def notebook(name, cells):
    """Writes a notebook of so many cells, a third of them text, half of the others with a table; gives its path."""
    made = []
    for at in range(cells):
        if at % 3 == 0:
            source = f"## Part {at}\n\nSome *words* about `x{at}`, with a [link](https://example.com).\n\n- one\n- two"
            made.append({"cell_type": "markdown", "id": f"c{at}", "metadata": {}, "source": source})
            continue
        data = {"text/plain": "rows", **({"text/html": table} if at % 2 else {})}
        outputs = [
            {"output_type": "stream", "name": "stdout", "text": f"line {at}\n" * 5},
            {"output_type": "execute_result", "execution_count": at, "metadata": {}, "data": data},
        ]
        source = f"import pandas as pd\n\ndef f{at}(x):\n    # a comment\n    return [x * {at} for _ in range(10)]\n\nf{at}(2)"
        made.append({"cell_type": "code", "id": f"c{at}", "metadata": {}, "source": source, "execution_count": at, "outputs": outputs})
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}, "language_info": {"name": "python"}}
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        json.dump({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, file)
    return path


def pinbook(path, to="html"):
    return ["node", os.path.join(root, "src", "launch.cjs"), "report", path, "--to", to, "--out", os.path.join(folder, "ours")]


def nbconvert(path):
    return [os.path.join(os.path.dirname(sys.executable), "jupyter-nbconvert"), "--to", "html", path, "--output-dir", os.path.join(folder, "theirs")]


def timed(command):
    """Seconds of the whole command, which has to succeed."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def size(path, place):
    return os.path.getsize(os.path.join(folder, place, os.path.basename(path).replace(".ipynb", ".html"))) / 1000


print("\n| notebook to HTML, whole command | pinbook, s | nbconvert, s | share | pinbook, KB | nbconvert, KB |")
print("| --- | ---: | ---: | ---: | ---: | ---: |")
for cells in (3, 60):
    path = notebook(f"cells-{cells}.ipynb", cells)
    timed(pinbook(path)), timed(nbconvert(path))
    ours, theirs = [], []
    for _ in range(args.runs):
        ours.append(timed(pinbook(path)))
        theirs.append(timed(nbconvert(path)))
    mine, peer = statistics.median(ours), statistics.median(theirs)
    print(f"| {cells} cells | {mine:.2f} | {peer:.2f} | {mine / peer:.2f} | {size(path, 'ours'):.0f} | {size(path, 'theirs'):.0f} |")


def large():
    """A notebook of 500 MB: one output of lines, one picture."""
    path = os.path.join(folder, "large.ipynb")
    line = json.dumps("0123456789 abcdefghij klmnopqrst uvwxyz é " * 2 + "\n")
    with open(path, "w") as file:
        file.write('{"cells":[{"cell_type":"code","id":"c","metadata":{},"execution_count":1,"source":"1","outputs":[')
        file.write('{"output_type":"stream","name":"stdout","text":[')
        for at in range(300_000_000 // len(line)):
            file.write(("," if at else "") + line)
        file.write(']},{"output_type":"display_data","metadata":{},"data":{"image/png":"' + "A" * 200_000_000)
        file.write('"}}]}],"metadata":{"language_info":{"name":"python"}},"nbformat":4,"nbformat_minor":5}')
    return path


def watched(command):
    """Seconds, the largest resident memory in MB, and what the command said."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    process, peak, over = psutil.Process(child.pid), [0], threading.Event()

    def watch():
        while not over.wait(0.01):
            try:
                peak[0] = max(peak[0], process.memory_info().rss)
            except psutil.NoSuchProcess:
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, said = child.communicate()
    over.set()
    watcher.join()
    if child.returncode != 0:
        raise SystemExit(said)
    return time.perf_counter() - begun, peak[0] / 1e6, said.strip().splitlines()


path = large()
seconds, memory, said = watched(pinbook(path))
print(f"\n| notebook of {os.path.getsize(path) / 1e6:.0f} MB | seconds | memory, MB | outputs cut |\n| --- | ---: | ---: | ---: |")
print(f"| pinbook report | {seconds:.1f} | {memory:.0f} | {len(said)} |")
