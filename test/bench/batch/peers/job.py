"""What the peers share: their arguments, the seconds of their steps, and what they print. The job itself each does its own way."""
import argparse
import contextlib
import json
import time

begun = time.perf_counter()
parser = argparse.ArgumentParser()
for name in ("pins", "geo", "users", "out"):
    parser.add_argument(f"--{name}", required=True)
parser.add_argument("--warm", type=int, default=0, help="how often to clean and ask again in this process")
args, _ = parser.parse_known_args()
seconds = {}

# Texts that stand for missing data, by column; a text of white space alone is missing too.
markers = {
    "title": ["No Title Data Available"],
    "description": ["No description available Story format", "No description available", "Untitled"],
    "follower_count": ["User Info Error"],
    "poster_name": ["User Info Error"],
    "tag_list": ["N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"],
    "image_src": ["Image src error.", "Image src error"],
}
blanks = " \t\n\f\r"
age_groups = {"18-24": (18, 24), "25-35": (25, 35), "36-50": (36, 50), "+50": (51, 2**31 - 1)}


@contextlib.contextmanager
def timed(step):
    """Takes the seconds of a step."""
    start = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - start


def started():
    """To be called once everything is imported."""
    seconds["start"] = time.perf_counter() - begun


def finish(rows, answers):
    """Prints how many rows each cleaned table has and the answers, each a list of rows."""
    answers = {name: [list(row) for row in table] for name, table in answers.items()}
    print(json.dumps({"seconds": seconds, "rows": rows, "answers": answers}))
