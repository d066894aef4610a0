# SPDX-License-Identifier: Apache-2.0
"""From the forks of a run to its summary, in the shape that run.json has; and the columns of table.csv."""

import math
from typing import Dict, List, NamedTuple, Optional

from .numbers import Estimate, holm, mean, median, of_forks, of_rows, proportion_low, quantile, standard_deviation

ALPHA = 0.05
POWER = 0.8
EQUIVALENCE_CONFIDENCE = 0.9
ONE_LAYOUT_EFFECT = math.log(1.05)
CONTROLS = ("COPY", "RELINKED")

# What of a row each column holds. One that is not here is an error, so that none goes unchecked.
COLUMNS: Dict[str, str] = {
    "host": "host",
    "workload": "workload",
    "size": "size",
    "contrast": "contrast",
    "baseline": "baseline",
    "candidate": "candidate",
    "forks": "forks",
    "speedup": "speedup",
    "low95": "low",
    "high95": "high",
    "simultaneous_low95": "simultaneousLow",
    "simultaneous_high95": "simultaneousHigh",
    "p_value": "pValue",
    "holm_p_value": "holmPValue",
    "flagged": "flagged",
    "verdict": "verdict",
    "fork_sd": "forkSd",
    "detectable_speedup": "detectable",
    "baseline_ns": "baselineNanos",
    "candidate_ns": "candidateNanos",
    "baseline_ns_relative_error": "baselineNanosRelativeError",
    "work": "work",
    "unit": "unit",
    "blocks": "blocks",
    "dropped_blocks": "dropped",
    "baseline_level_shift": "baselineLevelShift",
    "candidate_level_shift": "candidateLevelShift",
    "order_effect": "order.effect",
    "order_allowance": "order.allowance",
    "unfiltered_speedup": "unfiltered.speedup",
    "unfiltered_low95": "unfiltered.low",
    "unfiltered_high95": "unfiltered.high",
    "warnings": "warnings",
}


class Row(NamedTuple):
    """The forks of a workload that have the contrast and side, with that ratio of each, and how many were finished."""

    contrast: str
    side: int
    forks: List[dict]
    ratios: List[dict]

    @property
    def log_ratios(self) -> List[float]:
        return [mean(ratio["logRatios"]) for ratio in self.ratios]

    def of_side(self, field: str, value: str, side: int) -> List[float]:
        return [entry[value] for fork in self.forks for entry in fork[field] if entry["side"] == side]

    def log_time(self, side: int) -> Estimate:
        return of_forks([math.log(nanos) for nanos in self.of_side("times", "nanosPerCall", side)])

    def level_shift(self, side: int) -> Estimate:
        return of_forks(self.of_side("levelShifts", "logShift", side))

    def one_layout(self) -> bool:
        return len({layout for fork in self.forks for layout in fork["layouts"][0]}) == 1


def row_of(contrast: str, side: int, forks: List[dict]) -> Optional[Row]:
    """None where fewer than two forks have it."""
    pairs = [(fork, ratio) for fork in forks for ratio in fork["ratios"]
             if ratio["contrast"] == contrast and ratio["side"] == side]
    return Row(contrast, side, [p[0] for p in pairs], [p[1] for p in pairs]) if len(pairs) >= 2 else None


def allowance(estimate: Estimate, order: Estimate) -> float:
    """All of the order effect, where it is beyond noise and more than a third of the half width."""
    effect = abs(order.mean) if order.count > 1 and order.beyond_noise() else 0.0
    return effect if effect > estimate.half_width() / 3 else 0.0


def widened(estimate: Estimate, extra: float, confidence: float = 1 - ALPHA) -> List[float]:
    low, high = estimate.interval(confidence)
    return [low - extra, high + extra]


def verdict(estimate: Estimate, extra: float, one_layout: bool, margin: float) -> str:
    if one_layout and abs(estimate.mean) < ONE_LAYOUT_EFFECT:
        return "INCONCLUSIVE"
    low, high = widened(estimate, extra, EQUIVALENCE_CONFIDENCE)
    if -math.log1p(margin) < low and high < math.log1p(margin):
        return "EQUIVALENT"
    low, high = widened(estimate, extra)
    if low <= 0 <= high:
        return "INCONCLUSIVE"
    return "FASTER" if estimate.mean > 0 else "SLOWER"


def compare(row: Row, workload: dict, settings: dict, family: int) -> dict:
    """A row as run.json has it, but with the kinds of its warnings only."""
    estimate = of_forks(row.log_ratios)
    order = of_forks([ratio["order"] for ratio in row.ratios if ratio["order"] is not None])
    extra = allowance(estimate, order)
    low, high = widened(estimate, extra)
    simultaneous = widened(estimate, extra, 1 - ALPHA / max(1, family))
    unfiltered = of_forks([ratio["unfiltered"] for ratio in row.ratios])
    candidate = row.side if row.contrast == "VARIANTS" else 0
    baseline_time = row.log_time(0)
    shifts = [row.level_shift(0), row.level_shift(candidate)]
    p_value = estimate.p_value(extra)
    return {
        "workload": workload["id"],
        "group": group(workload),
        "size": settings["size"],
        "contrast": row.contrast,
        "baseline": settings["variants"][0],
        "candidate": settings["variants"][candidate],
        "forks": len(row.forks),
        "speedup": math.exp(estimate.mean),
        "low": math.exp(low),
        "high": math.exp(high),
        "simultaneousLow": math.exp(simultaneous[0]),
        "simultaneousHigh": math.exp(simultaneous[1]),
        "pValue": p_value,
        "holmPValue": p_value,
        "flagged": not low <= 0 <= high,
        "verdict": verdict(estimate, extra, row.one_layout(), settings["marginPercent"] / 100),
        "forkSd": standard_deviation(row.log_ratios),
        "detectable": math.exp(detectable(estimate) + extra),
        "baselineNanos": math.exp(baseline_time.mean),
        "candidateNanos": math.exp(row.log_time(candidate).mean),
        "baselineNanosRelativeError": math.expm1(baseline_time.half_width()),
        "work": workload["work"],
        "unit": workload["unit"],
        "blocks": sum(ratio["blocks"] for ratio in row.ratios),
        "dropped": sum(ratio["dropped"] for ratio in row.ratios),
        "baselineLevelShift": shift(shifts[0]),
        "candidateLevelShift": shift(shifts[1]),
        "order": order_fields(order, extra),
        "unfiltered": dict(zip(("speedup", "low", "high"), map(math.exp, (unfiltered.mean, *unfiltered.interval())))),
        "warnings": warnings(row, settings, baseline_time, shifts, extra),
    }


def group(workload: dict) -> str:
    return workload["id"].rsplit("/", 1)[0]


def detectable(estimate: Estimate) -> float:
    """(t(1 - alpha/2) + t(power)) * standard error (Bloom 1995)."""
    if not estimate.df:
        return math.inf
    lower = Estimate(0.0, estimate.error, estimate.df, estimate.count)
    return lower.half_width(1 - ALPHA) + lower.half_width(2 * POWER - 1)


def shift(estimate: Estimate) -> float:
    return math.expm1(estimate.mean) if estimate.count else 0.0


def order_fields(order: Estimate, extra: float) -> Optional[dict]:
    if order.count < 2:
        return None
    low, high = order.interval()
    return {"effect": math.expm1(order.mean), "low": math.expm1(low), "high": math.expm1(high), "allowance": extra}


def warnings(row: Row, settings: dict, time: Estimate, shifts: List[Estimate], extra: float) -> List[str]:
    disturbed = sum(fork["noise"]["disturbed"] for fork in row.forks)
    blocks = sum(fork["noise"]["blocks"] for fork in row.forks)
    shifted = any(s.count >= 2 and abs(math.expm1(s.mean)) > 0.02 and s.beyond_noise() for s in shifts)
    conditions = {
        "DISTURBED": blocks > 0 and disturbed / blocks > 0.3,
        "FEW_FORKS": len(row.forks) < settings["forks"],
        "ONE_LAYOUT": row.one_layout(),
        "LONG_SLICES": math.exp(time.mean) > 1e6,
        "ORDER": extra > 0,
        "LEVEL_SHIFT": shifted,
    }
    return [kind for kind, holds in conditions.items() if holds]


def summarise(run: dict, forks: List[dict]) -> dict:
    """As run.json's summary, but of the warnings about the run only what its controls say."""
    settings, workloads = run["settings"], run["workloads"]
    candidates = len(settings["variants"]) - 1
    family = candidates * len(workloads)
    of_workload = {w["id"]: [fork for fork in forks if fork["workload"] == w["id"]] for w in workloads}
    comparisons: List[dict] = []
    means: List[dict] = []
    for side in range(1, candidates + 1):
        rows = [(w, row_of("VARIANTS", side, of_workload[w["id"]])) for w in workloads]
        rows = [(w, row) for w, row in rows if row]
        comparisons += [compare(row, w, settings, family) for w, row in rows]
        means += geometric_means(rows, settings["variants"][side])
    for row, adjusted in zip(comparisons, holm([row["pValue"] for row in comparisons])):
        row["holmPValue"] = adjusted
    pairs = [(w, row_of(contrast, 1, of_workload[w["id"]])) for contrast in CONTROLS for w in workloads]
    controls = [compare(row, w, settings, family) for w, row in pairs if row]
    outcomes = [outcome(contrast, [row for row in controls if row["contrast"] == contrast]) for contrast in CONTROLS]
    outcomes = [control for control in outcomes if control["rows"]]
    return {
        "comparisons": comparisons,
        "means": means,
        "controls": outcomes,
        "controlRows": controls,
        "warnings": ["CONTROL" for control in outcomes
                     if proportion_low(control["flagged"], control["rows"], 0.01) > ALPHA],
    }


def geometric_means(rows: List[tuple], candidate: str) -> List[dict]:
    groups: Dict[str, List[Estimate]] = {}
    for workload, row in rows:
        groups.setdefault(group(workload), []).append(of_forks(row.log_ratios))
    everything = [estimate for estimates in groups.values() for estimate in estimates]
    if everything:
        groups[""] = everything
    means = []
    for name, estimates in groups.items():
        whole = of_rows(estimates)
        speedup, low, high = map(math.exp, (whole.mean, *whole.interval()))
        means.append({"group": name, "candidate": candidate, "rows": len(estimates),
                      "speedup": speedup, "low": low, "high": high})
    return means


def outcome(contrast: str, rows: List[dict]) -> dict:
    differences = [abs(row["speedup"] - 1) for row in rows]
    return {
        "contrast": contrast,
        "rows": len(rows),
        "flagged": sum(row["flagged"] for row in rows),
        "medianDifference": median(differences) if rows else 0.0,
        "percentile95": quantile(differences, 0.95) if rows else 0.0,
        "medianDetectable": median([row["detectable"] - 1 for row in rows]) if rows else 0.0,
    }
