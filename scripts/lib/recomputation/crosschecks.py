# SPDX-License-Identifier: Apache-2.0
"""Rows whose variants were measured alone, too (METHODOLOGY.md, "Isolated cross-check")."""

import math
from typing import Dict, List, Optional

from .numbers import Estimate, difference, holm, mean, of_forks
from .rows import ALPHA, Terms, row_of, terms_of

POWER = 0.8


def cross_checks(settings: dict, forks: List[dict], isolated: List[dict]) -> List[dict]:
    """In the shape that run.json's summary has, candidate by candidate."""
    level = ALPHA / max(1, len(settings["crossChecked"]) * (len(settings["variants"]) - 1))
    terms = terms_of(settings, forks)
    rows = [cross_check(workload, side, settings, terms, forks, isolated, level)
            for side in range(1, len(settings["variants"])) for workload in settings["crossChecked"]]
    checked = [row for row in rows if row]
    for row, adjusted in zip(checked, holm([row["pValue"] for row in checked])):
        row["holmPValue"] = adjusted
    return checked


def cross_check(workload: str, side: int, settings: dict, terms: Terms, forks: List[dict], isolated: List[dict],
                level: float) -> Optional[dict]:
    """None with fewer than two pairs of forks, or two paired forks."""
    alone = of_pairs(workload, side, settings, isolated)
    row = row_of("VARIANTS", side, terms, [fork for fork in forks if fork["workload"] == workload])
    if alone.count < 2 or row is None:
        return None
    paired = row.allowed().estimate
    differs = difference(alone, paired)
    low, high = alone.interval()
    joint_low, joint_high = differs.interval()
    return {
        "workload": workload,
        "candidate": settings["variants"][side],
        "pairs": alone.count,
        "speedup": math.exp(alone.mean),
        "low": math.exp(low),
        "high": math.exp(high),
        "paired": math.exp(paired.mean),
        "difference": math.expm1(differs.mean),
        "differenceLow": math.expm1(joint_low),
        "differenceHigh": math.expm1(joint_high),
        "pValue": differs.p_value(),
        "detectable": math.expm1(differs.detectable(level, POWER)),
    }


def of_pairs(workload: str, side: int, settings: dict, isolated: List[dict]) -> Estimate:
    times: Dict[str, Dict[int, float]] = {}
    for fork in isolated:
        if fork["workload"] == workload:
            times.setdefault(fork["variant"], {})[fork["fork"]] = mean([math.log(t) for t in fork["nanosPerCall"]])
    baseline, candidate = (times.get(settings["variants"][of], {}) for of in (0, side))
    return of_forks([baseline[fork] - candidate[fork] for fork in sorted(baseline.keys() & candidate.keys())])
