"""Times what a process does again and again, turn by turn: the cleans and questions on 11,154 rows in memory, pinbook on
Arquero and pandas; and a plan of 30 verbs. Prints tables in Markdown."""
import argparse
import json
import os
import statistics
import subprocess
import sys

from raw_files import raw_files, starter

here = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--scratch", required=True)
parser.add_argument("--runs", type=int, default=3)
args, _ = parser.parse_known_args()
pins, geo, users = raw_files(args.scratch, 11154)
given = ["--pins", pins, "--geo", geo, "--users", users]


def printed(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def pinbook(program, *more):
    return printed(["node", starter, program, *more])


def pandas():
    out = os.path.join(args.scratch, "out-warm")
    subprocess.run(["rm", "-rf", out], check=True)
    peer = [sys.executable, os.path.join(here, "peers", "pandas_peer.py"), *given, "--out", out, "--warm", "20"]
    return printed(peer)["seconds"]["warm"] * 1000


warm, others, plans = [], [], []
for _ in range(args.runs):
    warm.append(pinbook("warm", *given))
    others.append(pandas())
    plans.append(pinbook("overhead"))
middle = statistics.median
print("\n| 11,154 rows of each kind: cleans and eight questions, ms | first | median of 20 |\n| --- | ---: | ---: |")
print(f"| pinbook on Arquero | {middle(run['first'] for run in warm):.0f} | {middle(run['median'] for run in warm):.0f} |")
print(f"| pandas | | {middle(others):.0f} |")
print("\n| a plan of 30 verbs, ms | first | median of 200 |\n| --- | ---: | ---: |")
for work in plans[0]:
    first, median = (middle(run[work][figure] for run in plans) for figure in ("first", "median"))
    print(f"| {work} | {first:.1f} | {median:.2f} |")
