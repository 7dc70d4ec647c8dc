#!/usr/bin/env python3
"""Measures hegui beside its peers on the same made-up reports and prints a table.

    cargo build --release && benches/peers/peers.py

Peers are installed from PyPI and npm, in the versions of requirements.txt and package.json, into
target/peers; nothing else on the machine is touched. Every command is a whole process; hegui and
the peer take turns, and each figure is the median of the processor time (user and system) of all
runs. hegui uses one thread and does not compare the reports with each other.
"""

import argparse
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "peers"
PYTHON = WORK / "venv" / "bin" / "python"

# Kind of file, what is measured, its command, and how many files of the kind it gets.
PEERS = [
    ("txt", "ripgrep, one literal", "{rg} -c -j1 总体情况 {files}", 2000),
    ("txt", "ripgrep, 200 literals", "{rg} -c -j1 -F -f {words} {files}", 2000),
    ("txt", "typos (passes over Chinese)", "{bin}/typos -j1 {files}", 2000),
    ("txt", "autocorrect-py", "{python} {here}/peer.py autocorrect {files}", 2000),
    ("txt", "zhlint", "node {here}/peer.mjs zhlint {files} {work}", 200),
    ("txt", "@lint-md/core", "node {here}/peer.mjs lintmd {files} {work}", 200),
    ("html", "selectolax (text alone)", "{python} {here}/peer.py selectolax {files}", 1000),
    ("html", "lxml (text alone)", "{python} {here}/peer.py lxml_html {files}", 1000),
    ("html", "BeautifulSoup (text alone)", "{python} {here}/peer.py beautifulsoup {files}", 100),
    ("docx", "zipfile and lxml (text alone)", "{python} {here}/peer.py zipfile_lxml {files}", 1000),
    ("docx", "python-docx (text alone)", "{python} {here}/peer.py python_docx {files}", 100),
    ("txt", "an empty Rust process", "{work}/empty", 1),
]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--hegui", default=str(ROOT / "target/release/hegui"))
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", default="", help="peers whose name holds these words")
    args = options.parse_args()
    install()
    facts = {
        "rg": PYTHON.parent / "rg",
        "bin": PYTHON.parent,
        "python": PYTHON,
        "here": HERE,
        "work": WORK,
        "words": words(),
    }
    print(f"{machine()}; medians of {args.runs} runs each, in turn; processor time of whole processes.\n")
    print("| files | peer | files/s | hegui, files/s | hegui is |")
    print("|---|---|---:|---:|---:|")
    for kind, name, command, count in PEERS:
        if args.only not in name:
            continue
        files = made(kind, count)
        peer = command.format(files=files, **facts).split()
        own = [args.hegui, "check", "--isolated", "--no-sets", "--format", "jsonl", *threads(args.hegui), str(files)]
        theirs, ours = in_turn(peer, own, args.runs)
        ratio = theirs / ours
        said = f"{ratio:.1f} × as fast" if ratio >= 1 else f"{1 / ratio:.1f} × as slow"
        print(f"| {count} {kind} | {name} | {count / theirs:,.0f} | {count / ours:,.0f} | {said} |", flush=True)


def threads(hegui):
    """The flag for one thread, where this hegui knows it."""
    shown = subprocess.run([hegui, "check", "--help"], capture_output=True, text=True).stdout
    return ["--threads", "1"] if "--threads" in shown else []


def install():
    WORK.mkdir(parents=True, exist_ok=True)
    if not PYTHON.exists():
        venv.create(WORK / "venv", with_pip=True)
        run([PYTHON, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"])
    if not (WORK / "node_modules").exists():
        shutil.copy(HERE / "package.json", WORK)
        run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=WORK)
    run(["rustc", "-O", "-o", WORK / "empty", HERE / "empty.rs"])


def made(kind, count):
    """A folder of made-up reports: one body after another, two years each."""
    folder = WORK / f"{kind}-{count}"
    if not folder.exists():
        make = ["cargo", "run", "-q", "--example", "make-reports", "--"]
        first = "2024" if count == 1 else "2023"
        bodies = str(max(count // 2, 1))
        run([*make, folder, bodies, first, "2024", kind], cwd=ROOT)
    return folder


def words():
    """200 words that stand in the built-in rules."""
    path = WORK / "words.txt"
    text = (ROOT / "rules/common/typo-known.toml").read_text("utf-8")
    found = [it for it in text.split('"') if it and all("\u4e00" <= c <= "\u9fff" for c in it)]
    path.write_text("\n".join(sorted(set(found))[:200]), "utf-8")
    return path


def run(command, **how):
    subprocess.run([str(it) for it in command], check=True, **how)


def in_turn(one, two, runs):
    """Median seconds of processor time of two commands that take turns, after one run each."""
    cost(one), cost(two)
    costs = [(cost(one), cost(two)) for _ in range(runs)]
    return [statistics.median(it) for it in zip(*costs)]


def cost(command):
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        # A peer in Python or node that ends with 1 has failed; others, hegui too, found something.
        failed = "python" in str(command[0]) or command[0] == "node"
        if process.returncode not in ((0,) if failed else (0, 1, 3)):
            sys.exit(f"{' '.join(command)}: exit code {process.returncode}")
        return used.ru_utime + used.ru_stime


def machine():
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":")[1].strip()
            break
    return f"{platform.system()}, {model}"


main()
