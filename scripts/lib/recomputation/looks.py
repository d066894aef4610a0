# SPDX-License-Identifier: Apache-2.0
"""Looks at a row's precision in a run with a target (METHODOLOGY.md, "Stopping")."""

import math
from typing import List, Optional

from .numbers import Estimate, chi_square_quantile, mean, standard_deviation

GIVE_UP = 0.99


def half_width(target: dict) -> float:
    return math.log1p(target["halfWidthPercent"] / 100)


def looks(forks: List[dict], side: int, settings: dict) -> Optional[List[dict]]:
    """Those at one candidate, up to the one at which all candidates are narrow enough; None without a target."""
    target = settings.get("target")
    if not target:
        return None
    in_order = sorted(forks, key=lambda fork: fork["fork"])
    sides = range(1, len(settings["variants"]))
    values = {of: [mean(ratio["logRatios"]) for fork in in_order for ratio in fork["ratios"]
                   if ratio["contrast"] == "VARIANTS" and ratio["side"] == of] for of in sides}
    looked = []
    for planned in target["looks"]:
        if any(len(values[of]) < planned for of in sides):
            break
        at_all = {of: look(values[of][:planned], target) for of in sides}
        looked.append(at_all[side])
        if all(at["decision"] == "REACHED" for at in at_all.values()):
            break
    return looked


def look(values: List[float], target: dict) -> dict:
    forks, deviation = len(values), standard_deviation(values)
    width = width_of(deviation, forks, target)
    return {"forks": forks, "halfWidth": width, "decision": decision(width, deviation, forks, target)}


def width_of(deviation: float, forks: int, target: dict) -> float:
    return Estimate(0.0, target["factor"] * deviation / math.sqrt(forks), forks - 1, forks).half_width()


def decision(width: float, deviation: float, forks: int, target: dict) -> str:
    """Out of reach: even with the lower bound of the spread, the most forks are too few."""
    if width <= half_width(target):
        return "REACHED"
    most = target["looks"][-1]
    if forks >= most:
        return "OUT_OF_REACH"
    lower = deviation * math.sqrt((forks - 1) / chi_square_quantile(GIVE_UP, forks - 1))
    return "GO_ON" if width_of(lower, most, target) <= half_width(target) else "OUT_OF_REACH"
