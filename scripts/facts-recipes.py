#!/usr/bin/env python3
"""Runs every recipe of docs/facts.md on the table of facts of made-up reports.

    scripts/facts-recipes.py

Three bodies and three years made of fixtures/golden/2023/county.txt, a report without tables, a
file that is no text. Needs `cargo build` and the package duckdb (tried with 2.0);
`HEGUI=path` names another program to run.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
HEGUI = os.environ.get("HEGUI", str(ROOT / "target/debug/hegui"))
BODIES, YEARS = "甲乙丙", (2022, 2023, 2024)


def reports(folder):
    text = (ROOT / "fixtures/golden/2023/county.txt").read_text(encoding="utf-8")
    for body in BODIES:
        for year in YEARS:
            own = text.replace("砚泽县", body + "泽县").replace("2024年", f"{year + 1}年")
            own = own.replace("2023年", f"{year}年")
            (folder / f"{body}{year}.txt").write_text(own, encoding="utf-8")
    bare = "\n".join(line for line in text.splitlines() if "\t" not in line)
    (folder / "缺表.txt").write_text(bare.replace("砚泽县", "丁泽县"), encoding="utf-8")
    (folder / "坏.txt").write_bytes(b"\xff\xfe\x00")


def main():
    page = (ROOT / "docs/facts.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        Path("reports").mkdir()
        reports(Path("reports"))
        run = subprocess.run([HEGUI, "facts", "reports", "--format", "csv=facts.csv"],
                             stderr=subprocess.DEVNULL)
        assert run.returncode == 3, run.returncode
        base = duckdb.connect()
        found = []
        for block in re.findall(r"```sql\n(.*?)```", page, re.S):
            for statement in filter(str.strip, block.split(";")):
                found.append(base.execute(statement).fetchall())
        (code,) = re.findall(r"```python\n(.*?)```", page, re.S)
        names = {}
        exec(code, names)
    _, cells, years, lacking, unread, carried, prose = found
    own = [row for row in cells if not row[0].startswith("丁")]
    assert len(own) == len(BODIES) * len(YEARS) and len(own[0]) == 2 + 175, cells
    assert all(value is not None for row in own for value in row), own
    assert [len(row) for row in years] == [1 + len(YEARS)] * (len(BODIES) + 1), years
    assert [row[2:] for row in lacking] == [("T2", "not-found", 10), ("T3", "not-found", 175),
                                            ("T4", "not-found", 15)], lacking
    assert [row[1] for row in unread] == ["undecodable"], unread
    # The same report every year: 2 carried out, 3 carried in.
    assert len(carried) == len(BODIES) * (len(YEARS) - 1), carried
    assert prose == [], prose
    assert len(names["table"]) == len(own) and all(len(it) == 175 for it in names["table"].values())
    print(f"{len(found)} statements and the Python of docs/facts.md work")


if __name__ == "__main__":
    sys.exit(main())
