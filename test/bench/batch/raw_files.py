"""The raw files that the benches read: made on first use and kept."""
import os
import shutil
import subprocess

starter = os.path.join(os.path.dirname(os.path.abspath(__file__)), "start.js")
kinds = ("pin", "geo", "user")
# Of a row of each kind: its lines, and the tables of one tool, with room to spare.
bytes_a_row = {"lines": 1500, "objects": 15_000}


def raw_files(scratch, rows, one_a_file=False):
    """The patterns that name the files of each kind: so many lines, or so many objects of one row."""
    form = "objects" if one_a_file else "lines"
    folder = os.path.join(scratch, f"{form}-{rows}")
    if not os.path.exists(os.path.join(folder, "made")):
        os.makedirs(scratch, exist_ok=True)
        needed, free = rows * bytes_a_row[form], shutil.disk_usage(scratch).free
        if free < needed:
            raise SystemExit(f"{scratch} has {free / 1e9:.1f} GB free, and {rows:,} rows need {needed / 1e9:.1f}: name another folder by --scratch")
        shutil.rmtree(folder, ignore_errors=True)
        generate = ["node", starter, "generate", "--rows", str(rows), "--out", folder]
        subprocess.run([*generate, "--one-a-file"] if one_a_file else generate, check=True)
        open(os.path.join(folder, "made"), "w").close()
    if one_a_file:
        return [os.path.join(folder, "topics", f"bench.{kind}", "partition=0", "*.json") for kind in kinds]
    return [os.path.join(folder, kind, "*.ndjson") for kind in kinds]
