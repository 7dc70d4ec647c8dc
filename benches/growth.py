#!/usr/bin/env python3
"""Fails where the work grows faster than its input.

    cargo build --release && benches/growth.py

Counts instructions with valgrind, so that the figures are the same on a busy machine: of a folder
ten and a hundred times as large, and of one text ten and a hundred times as long. What one more file,
or one more report in the text, costs may differ by the share given.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
STEPS = [1, 10, 100]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--hegui", default=str(ROOT / "target/release/hegui"))
    options.add_argument("--share", type=float, default=0.05)
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "made"
        make = ["cargo", "run", "-q", "--example", "make-reports", "--", made, "100", "2023", "2023", "txt"]
        subprocess.run([str(it) for it in make], check=True, cwd=ROOT)
        files = sorted(made.iterdir())
        grown = [told("files", [(n, files[:n]) for n in STEPS], args)]
        text = files[1].read_text("utf-8")
        long = []
        for times in STEPS:
            path = pathlib.Path(folder) / f"long-{times}.txt"
            path.write_text(text * times, "utf-8")
            long.append((times, [path]))
        grown.append(told("times as long", long, args))
    sys.exit(not all(grown))


def told(what, steps, args):
    counts = [(n, instructions(args.hegui, files)) for n, files in steps]
    each = [(two[1] - one[1]) / (two[0] - one[0]) for one, two in zip(counts, counts[1:])]
    for n, count in counts:
        print(f"{n:>6} {what}: {count:>15,} instructions")
    growth = each[-1] / each[0] - 1
    print(f"one more costs {growth:+.1%} where there are many\n")
    return growth <= args.share


def instructions(hegui, files):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", hegui, "check"]
    command += ["--isolated", "--format", "jsonl", *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


main()
