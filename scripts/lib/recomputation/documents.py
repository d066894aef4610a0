# SPDX-License-Identifier: Apache-2.0
"""Tables that documents quote of runs: the lines before them name kind and runs, so each is computed again, as printed."""

import json
import re
from pathlib import Path
from typing import Dict, List, Tuple

from .comparing import Comparison, lines
from .controls import control_rates
from .packages import shortlist

BEGIN = re.compile(r"<!-- (controls|shortlist) of (.+) -->")


def check_document(file: Path, project: Path) -> Tuple[int, List[str]]:
    """How many cells of it were compared, and those that differ. Runs are named from the project's folder."""
    comparison = Comparison()
    text = file.read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(text):
        begin = BEGIN.fullmatch(line)
        if begin:
            kind = begin[1]
            runs = [measured(project / folder) for folder in begin[2].split()]
            computed = control_rates(runs) if kind == "controls" else shortlist(*runs[0])
            published = rows(text[at + 1:text.index(f"<!-- {kind} end -->", at)], computed)
            comparison.values(f"{kind} of {begin[2]}", published, computed)
    return comparison.compared, comparison.differences


def measured(folder: Path) -> Tuple[dict, List[dict]]:
    return json.loads((folder / "run.json").read_text(encoding="utf-8")), lines(folder / "forks.jsonl")


def rows(text: List[str], computed: List[Dict[str, str]]) -> List[Dict[str, str]]:
    """The lines of a table by its head, of columns that are computed; those that it lacks are empty."""
    table = [cells(line) for line in text if line.startswith("| ")]
    columns = computed[0].keys() if computed else []
    named = [dict(zip(table[0], line)) for line in table[1:]]
    return [{column: row.get(column, "") for column in columns} for row in named]


def cells(line: str) -> List[str]:
    return [re.sub(r"\\(.)", r"\1", cell).strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
