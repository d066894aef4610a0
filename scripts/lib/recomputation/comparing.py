# SPDX-License-Identifier: Apache-2.0
"""What is published beside what is computed, value by value."""

import csv
import gzip
import hashlib
import json
import math
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from .calibrations import earlier_starts, total
from .columns import COLUMNS, COUNTED, cell, parsed
from .forks import read, summarise as summarise_blocks
from .tables import summarise

RELATIVE = 1e-9
# Near 0, where logarithms of nearly equal numbers cancel; far below what any measurement resolves.
ABSOLUTE = 1e-13
# forks.jsonl keeps 9 decimals, and a last bit more or less may round the other way.
ROUNDED = 1.01e-9
OF_BLOCKS = ("ratios", "times", "levelShifts", "noise")
NOT_OF_BLOCKS = ("stealShare", "pressureShare", "hugePageShare")
OF_CONTROLS = "CONTROL"
# Judged by simulated samples, which another generator of random numbers does not repeat.
SIMULATED = "FORK_MODES"


class Comparison:
    """Counts what was compared, and keeps what differs as a line each."""

    def __init__(self) -> None:
        self.compared = 0
        self.differences: List[str] = []

    def note(self, where: str, published: Any, computed: Any) -> None:
        self.differences.append(f"{where}: published {published}, recomputed {computed}")

    def values(self, where: str, published: Any, computed: Any, absolute: float = ABSOLUTE) -> None:
        """Numbers within the tolerance, all else equal; objects and lists by their parts. No field counts as null."""
        if isinstance(computed, dict) and isinstance(published, dict):
            for key in sorted(published.keys() | computed.keys()):
                if key not in computed:
                    self.note(f"{where}.{key}", published[key], "nothing: no formula for it here")
                elif key not in published and computed[key] is not None:
                    self.note(f"{where}.{key}", "nothing", computed[key])
                else:
                    self.values(f"{where}.{key}", published.get(key), computed[key], absolute)
        elif isinstance(computed, list) and isinstance(published, list):
            if len(published) != len(computed):
                self.note(f"{where}: length", len(published), len(computed))
            for i, (left, right) in enumerate(zip(published, computed)):
                self.values(f"{where}[{i}]", left, right, absolute)
        else:
            self.compared += 1
            if not same(published, computed, absolute):
                self.note(where, published, computed)


def same(published: Any, computed: Any, absolute: float) -> bool:
    exact = (bool, str, type(None))
    if isinstance(published, exact) or isinstance(computed, exact):
        return type(published) is type(computed) and published == computed
    return published == computed or math.isclose(published, computed, rel_tol=RELATIVE, abs_tol=absolute)


def check(folder: Path) -> Tuple[int, List[str]]:
    """How many values of a result folder were compared, and those that differ."""
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    forks = lines(folder / "forks.jsonl")
    isolated = lines(folder / "isolated.jsonl") if (folder / "isolated.jsonl").exists() else []
    comparison = Comparison()
    if (folder / "blocks.tsv.gz").exists():
        blocks_of_forks(comparison, folder / "blocks.tsv.gz", run, forks)
    if run["summary"] is not None:
        computed = summarise(run, forks, isolated)
        comparison.values("run.json: summary", kinds_only(run["summary"]), computed)
        if (folder / "table.csv").exists():
            table(comparison, folder / "table.csv", run, computed)
    if run.get("calibration") is not None:
        starts = earlier_starts(run, folder.resolve().parent)
        comparison.values("run.json: calibration", run["calibration"], total(run["calibration"]["method"], starts))
    return comparison.compared, comparison.differences


def lines(file: Path) -> List[dict]:
    """Of a file, or of the packed one that is published of a large run."""
    packed = file.with_name(file.name + ".gz")
    if packed.exists() and not file.exists():
        text = gzip.decompress(packed.read_bytes()).decode("utf-8")
    else:
        text = file.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def kinds_only(summary: dict) -> dict:
    """Of the warnings the kind, which is decided; the text is prose. What is said of the host has no formula."""
    def row(fields: dict) -> dict:
        kinds = [warning["kind"] for warning in fields["warnings"]]
        return {**fields, "warnings": [kind for kind in kinds if kind != SIMULATED]}

    return {
        **summary,
        "comparisons": [row(fields) for fields in summary["comparisons"]],
        # Earlier results know copies only, which have no candidate.
        "controls": [{"candidate": None, **control} for control in summary["controls"]],
        "controlRows": [row(fields) for fields in summary["controlRows"]],
        "warnings": [warning["kind"] for warning in summary["warnings"] if warning["kind"] == OF_CONTROLS],
    }


def without_simulated(text: str) -> str:
    """A cell of table.csv without the warning that has no formula."""
    return " ".join(word for word in text.split(" ") if word != SIMULATED)


def blocks_of_forks(comparison: Comparison, file: Path, run: dict, forks: List[dict]) -> None:
    if run["blocksSha256"] is not None:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        comparison.values("run.json: blocksSha256", run["blocksSha256"], digest)
    blocks = read(file)
    for fork in forks:
        number = f"{fork['fork']}-aligned" if fork.get("aligned") else str(fork["fork"])
        name = f"forks.jsonl: {fork['workload']}, fork {number}"
        if (fork["workload"], number) not in blocks:
            comparison.note(name, "a fork", "nothing: it has no blocks")
            continue
        published = {field: fork[field] for field in OF_BLOCKS}
        published["noise"] = {key: value for key, value in fork["noise"].items() if key not in NOT_OF_BLOCKS}
        computed = summarise_blocks(blocks[fork["workload"], number])
        comparison.values(name, published, computed, ROUNDED)


def table(comparison: Comparison, file: Path, run: dict, summary: dict) -> None:
    """Classes of results and of machine code are not recomputed: the table must quote those of run.json."""
    quoted = {field: {(of["workload"], of["variant"]): of for of in run.get(field) or []}
              for field in ("numerics", "code")}
    counted = run.get("instructions")
    columns = {**COLUMNS, **(COUNTED if counted else {})}
    rows = summary["comparisons"] + summary["controlRows"]
    with file.open(encoding="utf-8", newline="") as text:
        published = csv.DictReader(text)
        for column in published.fieldnames or ():
            if column not in columns:
                comparison.note(f"table.csv: column {column}", "a column", "nothing: no formula for it here")
        cells = list(published)
    if len(cells) != len(rows):
        comparison.note("table.csv: rows", len(cells), len(rows))
    for line, row in zip(cells, rows):
        of_row = {field: known.get((row["workload"], row["candidate"])) for field, known in quoted.items()}
        of_row["instructions"] = executed(counted["counts"], row) if counted else None
        of_line(comparison, columns, line, {**row, "host": run["host"]["name"], **of_row})


def executed(counts: List[dict], row: dict) -> dict:
    """Instructions a unit of work and the share of them on vectors, of both sides of a row."""
    of_row: Dict[str, Optional[float]] = {}
    for side in ("baseline", "candidate"):
        count = next((of for of in counts if (of["workload"], of["variant"]) == (row["workload"], row[side])), None)
        packed = count and count["packed"]
        of_row[side] = count and count["instructions"] / count["runs"] / count["work"]
        of_row[f"{side}Vectors"] = None if count is None or packed is None else packed / count["instructions"]
    return of_row


def of_line(comparison: Comparison, columns: Dict[str, str], line: dict, row: dict) -> None:
    for column, path in columns.items():
        where = f"table.csv: {row['workload']}, {row['contrast']}, {row['candidate']}: {column}"
        if column not in line:
            comparison.note(where, "nothing", "a column")
            continue
        computed = cell(row, path)
        comparison.values(where, parsed(without_simulated(line[column]), computed), computed)
