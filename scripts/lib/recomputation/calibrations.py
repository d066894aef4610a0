# SPDX-License-Identifier: Apache-2.0
"""What the calibrations of a host come to (METHODOLOGY.md, "Known truths"), in the shape that run.json has."""

import json
import math
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

from .numbers import holm, median, of_forks, quantile
from .rows import ALPHA, Allowed, TableOrder, allowed, of_known, self_preceded, table_order

TRUTHS: Dict[str, float] = {"COPY": 0.0, "RELINKED": 0.0, "SAME": 0.0, "SCALED": math.log(1.01),
                            "SCALED_TENTH": math.log(1.1)}


class Judged(NamedTuple):
    """A comparison: the log ratios of its forks, and what the table would hold of them."""

    log_ratios: List[float]
    allowed: Allowed


def measured_by(method: dict) -> dict:
    """The method, with the truths that share a fork's time: all of them before a start could choose."""
    return {**method, "truths": sorted(method.get("truths", TRUTHS))}


def earlier_starts(run: dict, of_host: Path) -> List[Tuple[dict, List[dict]]]:
    """Those by the method that the run quotes, on its CPU, from before it, with their forks."""
    method = measured_by(run["calibration"]["method"])
    starts = []
    for file in sorted(of_host.glob("calibration/*/calibration.json")):
        start = json.loads(file.read_text(encoding="utf-8"))
        if (measured_by(start["method"]) == method and start["cpu"] == run["host"]["cpu"]
                and start["startedUtc"] <= run["startedUtc"]):
            lines = file.with_name("forks.jsonl")
            text = lines.read_text(encoding="utf-8") if lines.exists() else ""
            # What follows the last end of line was cut off by a crash.
            starts.append((start, [json.loads(line) for line in text[:text.rfind("\n") + 1].splitlines()]))
    return starts


def total(method: dict, starts: List[Tuple[dict, List[dict]]]) -> dict:
    truths = [truth(contrast, [r for start, forks in starts for r in rounds(start, forks, contrast)])
              for contrast in TRUTHS]
    return {"method": method, "starts": len(starts), "truths": [t for t in truths if t]}


def rounds(start: dict, forks: List[dict], contrast: str) -> List[Tuple[List[Judged], bool]]:
    """The comparisons of each round, and whether every workload that did not fail has its forks."""
    each = start["method"]["forks"]
    groups: Dict[int, Dict[str, List[dict]]] = {}
    for fork in forks:
        groups.setdefault(fork["fork"] // each, {}).setdefault(fork["workload"], []).append(fork)
    expected = set(start["workloads"]) - {failure["workload"] for failure in start["failures"]}
    result = []
    for _, of_workload in sorted(groups.items()):
        whole = {workload: members for workload, members in sorted(of_workload.items()) if len(members) == each}
        values = [[value for fork in members for value in fork["values"] if value["contrast"] == contrast]
                  for members in whole.values()]
        result.append((judged([of for of in values if len(of) >= 2]), expected <= whole.keys()))
    return result


def judged(comparisons: List[List[dict]]) -> List[Judged]:
    """The comparisons of a table, each by the values of its forks."""
    table = table_order([of_known([value["order"] for value in values]) for values in comparisons])
    return [judge(values, table) for values in comparisons]


def judge(values: List[dict], table: TableOrder) -> Judged:
    log_ratios = [value["logRatio"] for value in values]
    orders = [value["order"] for value in values]
    own = self_preceded(log_ratios, orders, 2)
    return Judged(log_ratios, allowed(of_forks(log_ratios), of_known(orders), 2, own, table))


def truth(contrast: str, of_rounds: List[Tuple[List[Judged], bool]]) -> Optional[dict]:
    known = TRUTHS[contrast]
    rows = [row for of_round, _ in of_rounds for row in of_round]
    if not rows:
        return None
    intervals = [row.allowed.estimate.interval() for row in rows]
    tables = [of_round for of_round, complete in of_rounds if complete and len(of_round) > 1 and known == 0]
    everything = of_forks([value for row in rows for value in row.log_ratios])
    low, high = everything.interval()
    errors = [abs(row.allowed.estimate.mean - known) for row in rows]
    return {
        "contrast": contrast,
        "comparisons": len(rows),
        "covered": sum(lower <= known <= upper for lower, upper in intervals),
        "flagged": sum(not lower <= 0 <= upper for lower, upper in intervals),
        "tables": len(tables),
        "flaggedTables": sum(min(holm([row.allowed.estimate.p_value() for row in table])) < ALPHA for table in tables),
        "mean": everything.mean,
        "low": low,
        "high": high,
        "medianError": median(errors),
        "percentile95Error": quantile(errors, 0.95),
        "medianHalfWidth": median([(upper - lower) / 2 for lower, upper in intervals]),
    }
