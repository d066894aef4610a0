# SPDX-License-Identifier: Apache-2.0
"""Tables that documents quote of runs: the lines before them name kind and runs, so each is computed again, as printed."""

import json
import re
from pathlib import Path
from typing import List, Tuple

from .comparing import Comparison, lines
from .controls import control_rates
from .groups import group_table
from .packages import shortlist

BEGIN = re.compile(r"<!-- (controls|groups|shortlist) of (.+) -->")


def check_document(file: Path, project: Path) -> Tuple[int, List[str]]:
    """How many cells of it were compared, and those that differ. Runs are named from the project's folder."""
    comparison = Comparison()
    text = file.read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(text):
        begin = BEGIN.fullmatch(line)
        if begin:
            end = text.index(f"<!-- {begin[1]} end -->", at)
            table = [cells(row) for row in text[at:end] if row.startswith("| ")]
            folders = [project / folder for folder in begin[2].split()]
            comparison.values(f"{begin[1]} of {begin[2]}", *both(begin[1], folders, table[0], table[1:]))
    return comparison.compared, comparison.differences


def both(kind: str, folders: List[Path], head: List[str], published: List[List[str]]) -> Tuple[list, list]:
    """What is published and what is computed: of groups by places, else by those columns that are computed."""
    runs = [json.loads((folder / "run.json").read_text(encoding="utf-8")) for folder in folders]
    if kind == "groups":
        return published, group_table(runs)
    forks = [lines(folder / "forks.jsonl") for folder in folders]
    computed = control_rates(list(zip(runs, forks))) if kind == "controls" else shortlist(runs[0], forks[0])
    columns = computed[0].keys() if computed else []
    named = [dict(zip(head, row)) for row in published]
    return [{column: row.get(column, "") for column in columns} for row in named], computed


def cells(line: str) -> List[str]:
    return [re.sub(r"\\(.)", r"\1", cell).strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
