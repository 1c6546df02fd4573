"""Times the batch half turn by turn: pinbook, Polars, DuckDB, pandas and PySpark, each a whole process over the same files.

A tool whose answers or Delta tables differ from the first one's ends the bench. Prints tables in Markdown.
"""
import argparse
import glob
import json
import os
import shutil
import statistics
import subprocess
import sys

from measure import measured
from raw_files import raw_files, starter
from tables import contents, differences

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--rows", type=int, nargs="+", default=[11154, 1_000_000], help="lines of each kind")
parser.add_argument("--peers", default="polars,duckdb,pandas", help="of polars, duckdb, pandas, spark; commas between")
parser.add_argument("--runs", type=int, default=3)
parser.add_argument("--one-a-file", action="store_true", help="an object a row, as the S3 sink writes with flush.size 1")
parser.add_argument("--scratch", required=True, help="where raw files stay and Delta tables come and go")
parser.add_argument("--spark", help="a Python that has pyspark")
parser.add_argument("--jars", help="the folder with the jars of delta-spark and delta-storage")
args, _ = parser.parse_known_args()

program = subprocess.run(["node", starter, "--path", "pinbook"], check=True, capture_output=True, text=True).stdout.strip()
names = {"polars": "Polars, delta-rs", "duckdb": "DuckDB, delta-rs", "pandas": "pandas, delta-rs", "spark": "PySpark, Delta"}
# So many are read into memory by pinbook, and given to pandas.
small = 100_000


def command(peer, rows, files, out):
    pins, geo, users = files
    given = ["--pins", pins, "--geo", geo, "--users", users, "--out", out]
    if peer == "pinbook":
        return ["node", program, *given, *(["--in-memory"] if rows <= small else [])]
    python = args.spark if peer == "spark" else sys.executable
    more = ["--jars", args.jars] if peer == "spark" else []
    return [python, os.path.join(here, "peers", f"{peer}_peer.py"), *given, *more]


def read_through(files):
    """Puts the files into the page cache, the same for whoever comes first."""
    for path in (path for pattern in files for path in glob.glob(pattern)):
        with open(path, "rb") as file:
            while file.read(1 << 24):
                pass


def turns(rows):
    """Each peer's figures, a turn each round; checked in the first."""
    files = raw_files(args.scratch, rows, args.one_a_file)
    read_through(files)
    peers = ["pinbook", *[peer for peer in args.peers.split(",") if peer and (peer != "pandas" or rows <= small)]]
    figures, first = {peer: [] for peer in peers}, None
    for turn in range(args.runs):
        for peer in peers:
            out = os.path.join(args.scratch, f"out-{peer}")
            shutil.rmtree(out, ignore_errors=True)
            os.makedirs(out)
            # What the one before wrote is on the disk before the next begins.
            os.sync()
            took, used, most, printed = measured(command(peer, rows, files, out))
            result = json.loads(printed)
            figures[peer].append({"seconds": took, "used": used, "peak": most, "steps": result["seconds"]})
            print(f"{rows:,} rows, turn {turn + 1}, {peer}: {took:.1f} s, {used:.1f} s of processors, {most:.0f} MB", file=sys.stderr)
            if turn == 0:
                result["tables"] = contents(out)
                first = first or result
                found = differences(first, result)
                if found:
                    raise SystemExit(f"{peer} does another job than {peers[0]}: {'; '.join(found)}; its tables stay in {out}")
            shutil.rmtree(out)
            shutil.rmtree(f"{out}.spark", ignore_errors=True)
    return figures


def middle(runs, figure):
    return statistics.median(run[figure] for run in runs)


def show(rows, figures):
    objects = "objects of one row" if args.one_a_file else "rows"
    ours = middle(figures["pinbook"], "seconds")
    print(f"\n| {rows:,} {objects} of each kind, medians of {args.runs} | seconds | pinbook's part | s of processors | peak MB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for peer, runs in figures.items():
        took = middle(runs, "seconds")
        print(f"| {names.get(peer, peer)} | {took:.2f} | {ours / took:.2f} | {middle(runs, 'used'):.1f} | {middle(runs, 'peak'):.0f} |")
    print("\n| of these, seconds | steps |\n| --- | --- |")
    for peer, runs in figures.items():
        steps = {step: statistics.median(run["steps"][step] for run in runs) for step in runs[0]["steps"]}
        print(f"| {names.get(peer, peer)} | {', '.join(f'{step} {value:.2f}' for step, value in steps.items())} |")


if __name__ == "__main__":
    os.makedirs(args.scratch, exist_ok=True)
    all_figures = {rows: turns(rows) for rows in args.rows}
    for rows, figures in all_figures.items():
        show(rows, figures)
    sizes = sorted(all_figures)
    for small, large in zip(sizes, sizes[1:]):
        for peer in all_figures[large]:
            if peer in all_figures[small]:
                times = middle(all_figures[large][peer], "seconds") / middle(all_figures[small][peer], "seconds")
                print(f"\n{names.get(peer, peer)}: {large:,} rows take {times:.1f} times as long as {small:,}.", end="")
    print()
