# SPDX-License-Identifier: Apache-2.0
"""Packages by what they gain (METHODOLOGY.md, "The shortlist")."""

import math
from typing import Dict, List, NamedTuple, Optional

from .numbers import Estimate, of_rows
from .printed import interval, ratio
from .rows import ALPHA, Row, Terms, allowed, of_known, row_of, self_preceded, terms_of

EQUIVALENCE_CONFIDENCE = 0.9


class Package(NamedTuple):
    """Name and version, operations that were measured, the last variant's gain over the first, and over the one before."""

    name: str
    operations: int
    gain: Estimate
    added: Optional[Estimate]


def shortlist(run: dict, forks: List[dict]) -> List[Dict[str, str]]:
    """The table of a run and its forks, as it is printed, but for what it copies from run.json."""
    variants = run["settings"]["variants"]
    terms = terms_of(run["settings"], forks)
    found = (measured(of, run["settings"], terms, forks) for of in run["packages"])
    packages = [package for package in found if package]
    confidence = 1 - ALPHA / max(1, len(packages))
    packages.sort(key=lambda package: package.gain.interval(confidence)[0], reverse=True)
    lines = []
    for i, package in enumerate(packages):
        share = (i + 1) / len(packages)
        rebuilt = of_rows([of.gain for of in packages[:i + 1]])
        everything = rebuilt._replace(mean=share * rebuilt.mean, error=share * rebuilt.error)
        fields = {
            "package": package.name,
            "operations": str(package.operations),
            "speed-up": speedup(package.gain, confidence),
            "95 % interval, all packages": interval(*map(math.exp, package.gain.interval(confidence))),
            "recommendation": advice(package, confidence, run["settings"]),
            "all": both(everything, 1 - ALPHA),
        }
        if len(variants) > 2:
            fields["over " + variants[-2]] = both(package.added, confidence) if package.added else ""
        lines.append(fields)
    return lines


def measured(package: dict, settings: dict, terms: Terms, forks: List[dict]) -> Optional[Package]:
    """None where no operation of it has a row."""
    last = len(settings["variants"]) - 1
    gains, added = [], []
    for workload in settings["workloads"]:
        if not workload.startswith(f"packages/{package['name']}/"):
            continue
        row = row_of("VARIANTS", last, terms, [fork for fork in forks if fork["workload"] == workload])
        if row is None:
            continue
        gains.append(row.allowed().estimate)
        before = row_of("VARIANTS", last - 1, terms, row.forks) if last > 1 else None
        if before:
            added.append(added_by(row, before))
    if not gains:
        return None
    name = f"{package['name']} {package['version']}"
    return Package(name, len(gains), of_rows(gains), of_rows(added) if added else None)


def added_by(row: Row, before: Row) -> Estimate:
    """What a row's variant adds to another one's, by the forks that have both."""
    own = {fork["fork"]: values for fork, *values in zip(row.forks, row.log_ratios, row.orders)}
    pairs = [(own[fork["fork"]], values) for fork, *values in zip(before.forks, before.log_ratios, before.orders)]
    differences = [of[0] - other[0] for of, other in pairs]
    orders = [None if of[1] is None or other[1] is None else of[1] - other[1] for of, other in pairs]
    sides = len(row.forks[0]["layouts"]) - 1
    apart = self_preceded(differences, orders, sides).with_error_times(row.terms.factor)
    return allowed(row.allowing(differences), of_known(orders), sides, apart, row.terms.order).estimate


def advice(package: Package, confidence: float, settings: dict) -> str:
    told = recommendation(package.gain, confidence, settings["marginPercent"])
    again = package.added and recommendation(package.added, confidence, settings["marginPercent"])
    return told + (f"; {settings['variants'][-2]} gains more" if told == "rebuild" and again == "loses" else "")


def recommendation(gain: Estimate, confidence: float, margin_percent: float) -> str:
    margin = math.log1p(margin_percent / 100)
    low, high = gain.interval(EQUIVALENCE_CONFIDENCE)
    if -margin < low and high < margin:
        return "no gain"
    low, high = gain.interval(confidence)
    if low > 0 and gain.mean > margin:
        return "rebuild"
    return "loses" if high < 0 and gain.mean < -margin else "open"


def speedup(gain: Estimate, confidence: float) -> str:
    low, high = map(math.exp, gain.interval(confidence))
    return ratio(math.exp(gain.mean), (high - low) / 2)


def both(gain: Estimate, confidence: float) -> str:
    return f"{speedup(gain, confidence)} ({interval(*map(math.exp, gain.interval(confidence)))})"
