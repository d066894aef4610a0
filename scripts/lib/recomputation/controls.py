# SPDX-License-Identifier: Apache-2.0
"""How often finished runs call identical code different (METHODOLOGY.md, "The tables' own controls")."""

from typing import Dict, List, Tuple

from .numbers import Estimate, holm, median
from .printed import percent, share
from .rows import ALPHA, row_of, terms_of

FORKS, ROWS = 12, 19
NAMES = {"COPY": "byte copy", "RELINKED": "linked anew", "VARIANTS": "rows that the compiler left alone"}


def control_rates(runs: List[Tuple[dict, List[dict]]]) -> List[Dict[str, str]]:
    """The table of these runs and their forks, as it is printed."""
    found = [(run["id"], {code: rounds(run, forks, code) for code in NAMES}) for run, forks in runs]
    if len(found) > 1:
        found.append(("all", {code: [one for _, of in found for one in of[code]] for code in NAMES}))
    return [line(title, code, of[code]) for title, of in found for code in NAMES if of[code]]


def rounds(run: dict, forks: List[dict], code: str) -> List[List[Estimate]]:
    """The comparisons by the first twelve forks of all workloads, by the next ones and so on."""
    groups: Dict[int, List[dict]] = {}
    for fork in forks:
        groups.setdefault(fork["fork"] // FORKS, []).append(fork)
    found = (of_round(run, groups[number], code) for number in sorted(groups))
    return [comparisons for comparisons in found if comparisons]


def of_round(run: dict, forks: List[dict], code: str) -> List[Estimate]:
    # Looks are taken at all forks of a row, so none of twelve has a factor.
    terms = terms_of({}, forks)
    found = []
    for workload in run["workloads"]:
        members = [fork for fork in forks if fork["workload"] == workload["id"]]
        for side in sides(run, workload["id"], code):
            row = row_of(code, side, terms, members)
            if row and len(row.forks) == FORKS:
                found.append(row.allowed().estimate)
    return found


def sides(run: dict, workload: str, code: str) -> List[int]:
    """What is compared with the baseline: its copy, or each candidate that is the same code."""
    if code != "VARIANTS":
        return [1]
    same = {of["variant"] for of in run.get("code") or []
            if of["workload"] == workload and of["codeClass"] == "IDENTICAL"}
    return [side for side, variant in enumerate(run["settings"]["variants"]) if side and variant in same]


def line(title: str, code: str, of_rounds: List[List[Estimate]]) -> Dict[str, str]:
    rows = [row for of_round in of_rounds for row in of_round]
    tables = [of_round[at:at + ROWS] for of_round in of_rounds for at in range(0, len(of_round) - ROWS + 1, ROWS)]
    wrong = sum(min(holm([row.p_value() for row in table])) < ALPHA for table in tables)
    return {
        "run": title,
        "identical code": NAMES[code],
        "comparisons": str(len(rows)),
        "called different": share(sum(row.beyond_noise() for row in rows), len(rows)),
        "tables": str(len(tables)),
        "with any row called different": share(wrong, len(tables)) if tables else "",
        "median difference": percent(median([abs(row.mean) for row in rows])),
        "median half width": percent(median([row.half_width() for row in rows])),
    }
