# SPDX-License-Identifier: Apache-2.0
"""From the forks of a run to its summary, in the shape that run.json has."""

import math
from typing import Dict, List, Optional, Tuple

from .crosschecks import POWER, cross_checks
from .looks import half_width, looks
from .numbers import (Estimate, benjamini_hochberg, holm, median, of_rows, proportion_low, quantile,
                      standard_deviation)
from .rows import ALPHA, Allowed, Row, Terms, row_of, terms_of
from .spread import LARGEST_EXPONENT, spread

EQUIVALENCE_CONFIDENCE = 0.9
ONE_LAYOUT_EFFECT = math.log(1.05)
CONTROLS = ("COPY", "RELINKED")


def verdict(estimate: Estimate, one_layout: bool, margin: float) -> str:
    if one_layout and abs(estimate.mean) < ONE_LAYOUT_EFFECT:
        return "INCONCLUSIVE"
    low, high = estimate.interval(EQUIVALENCE_CONFIDENCE)
    if -math.log1p(margin) < low and high < math.log1p(margin):
        return "EQUIVALENT"
    if not estimate.beyond_noise():
        return "INCONCLUSIVE"
    return "FASTER" if estimate.mean > 0 else "SLOWER"


def compare(row: Row, workload: dict, settings: dict, rows: int, order_dependent: bool = False,
            of_same_code: float = 0) -> dict:
    """A row as run.json has it, but with the kinds of its warnings only."""
    fields = {
        "workload": workload["id"],
        "group": group(workload),
        "size": settings["size"],
        "contrast": row.contrast,
        "baseline": settings["variants"][0],
        "candidate": settings["variants"][row.candidate],
        "work": workload["work"],
        "unit": workload["unit"],
        **inferred(row, settings, rows),
        **measured(row),
        "looks": looks(row.forks, row.side, settings) if row.contrast == "VARIANTS" else None,
        "aligned": None,
    }
    kinds = warnings(row, settings, fields, order_dependent) + of_precision(row, settings, fields)
    if fields["flagged"] and abs(math.log(fields["speedup"])) <= of_same_code:
        kinds.append("CONTROL")
    return {**fields, "warnings": kinds}


def inferred(row: Row, settings: dict, rows: int) -> dict:
    allowed = row.allowed()
    estimate = allowed.estimate
    return {
        **speedups(estimate),
        **all_rows(estimate.interval(1 - ALPHA / max(1, rows))),
        "pValue": estimate.p_value(),
        "holmPValue": estimate.p_value(),
        "fdrPValue": estimate.p_value(),
        "flagged": estimate.beyond_noise(),
        "verdict": verdict(estimate, row.one_layout(), settings["marginPercent"] / 100),
        "detectable": math.exp(estimate.detectable(ALPHA, POWER)),
        "order": order_fields(row, allowed),
        "unfiltered": speedups(row.unfiltered()),
        "spread": spread(row, allowed),
    }


def all_rows(interval: Tuple[float, float]) -> dict:
    """The interval for all rows at once; None where it reaches everywhere."""
    bounded = -LARGEST_EXPONENT < interval[0] and interval[1] < LARGEST_EXPONENT
    low, high = map(math.exp, interval) if bounded else (None, None)
    return {"simultaneousLow": low, "simultaneousHigh": high}


def measured(row: Row) -> dict:
    baseline_time = row.log_time(0)
    return {
        "forks": len(row.forks),
        "forkSd": standard_deviation(row.log_ratios),
        "baselineNanos": math.exp(baseline_time.mean),
        "candidateNanos": math.exp(row.log_time(row.candidate).mean),
        "baselineNanosRelativeError": math.expm1(baseline_time.half_width()),
        "blocks": sum(ratio["blocks"] for ratio in row.ratios),
        "dropped": sum(ratio["dropped"] for ratio in row.ratios),
        "baselineLevelShift": shift(row.level_shift(0)),
        "candidateLevelShift": shift(row.level_shift(row.candidate)),
    }


def group(workload: dict) -> str:
    return workload["id"].rsplit("/", 1)[0]


def speedups(estimate: Estimate) -> dict:
    return dict(zip(("speedup", "low", "high"), map(math.exp, (estimate.mean, *estimate.interval()))))


def aligned(side: int, terms: Terms, forks: List[dict]) -> Optional[dict]:
    row = row_of("VARIANTS", side, terms, forks, aligned=True)
    if row is None:
        return None
    estimate = row.allowed().estimate
    return {"forks": len(row.forks), **speedups(estimate), "flagged": estimate.beyond_noise()}


def shift(estimate: Estimate) -> float:
    return math.expm1(estimate.mean) if estimate.count else 0.0


def order_fields(row: Row, allowed: Allowed) -> Optional[dict]:
    order = row.order_effect()
    if order.count < 2:
        return None
    low, high = order.interval()
    return {"effect": math.expm1(order.mean), "low": math.expm1(low), "high": math.expm1(high),
            "allowance": allowed.allowance, "unseen": allowed.unseen}


def moved_by_order(row: Row) -> bool:
    allowed = row.allowed()
    return allowed.allowance != 0 or abs(row.order_effect().mean) > allowed.estimate.half_width() / 3


def warnings(row: Row, settings: dict, fields: dict, order_dependent: bool) -> List[str]:
    disturbed = sum(fork["noise"]["disturbed"] for fork in row.forks)
    blocks = sum(fork["noise"]["blocks"] for fork in row.forks)
    shifts = [row.level_shift(0), row.level_shift(row.candidate)]
    order = fields["order"]
    conditions = {
        "DISTURBED": blocks > 0 and disturbed / blocks > 0.3,
        "FEW_FORKS": len(row.forks) < settings["forks"],
        "ONE_LAYOUT": row.one_layout(),
        "LONG_SLICES": fields["baselineNanos"] > 1e6,
        "ORDER": order and row.order_effect().beyond_noise() and moved_by_order(row),
        "ORDER_DEPENDENT": order_dependent,
        "LEVEL_SHIFT": any(s.count >= 2 and abs(math.expm1(s.mean)) > 0.02 and s.beyond_noise() for s in shifts),
    }
    return [kind for kind, holds in conditions.items() if holds]


def of_precision(row: Row, settings: dict, fields: dict) -> List[str]:
    estimate, target = row.allowed().estimate, settings.get("target")
    span = fields["spread"]["layoutSpan"] if fields["spread"] else 0
    conditions = {
        "LAYOUTS": fields["flagged"] and abs(estimate.mean) < span,
        "TARGET_MISSED": target and row.contrast == "VARIANTS" and estimate.half_width() > half_width(target),
    }
    return [kind for kind, holds in conditions.items() if holds]


def summarise(run: dict, forks: List[dict], isolated: List[dict]) -> dict:
    """As run.json's summary, but of the warnings about the run only what its controls say."""
    checks = cross_checks(run["settings"], forks, isolated)
    terms = terms_of(run["settings"], forks)
    controls = [compare(row, workload, run["settings"], family(run))
                for contrast in CONTROLS for workload, row in rows_of(run, terms, forks, contrast, 1)]
    tables = [of_candidate(run, terms, forks, side, checks, controls)
              for side in range(1, len(run["settings"]["variants"]))]
    comparisons = [row for rows, _ in tables for row in rows]
    adjust(comparisons)
    outcomes = [outcome(contrast, None, [row for row in controls if row["contrast"] == contrast])
                for contrast in CONTROLS]
    outcomes += [outcome("VARIANTS", candidate, same_code(run, comparisons, candidate))
                 for candidate in run["settings"]["variants"][1:]]
    outcomes = [control for control in outcomes if control["rows"]]
    return {
        "comparisons": comparisons,
        "means": [mean for _, means in tables for mean in means],
        "controls": outcomes,
        "controlRows": controls,
        "warnings": ["CONTROL" for control in outcomes
                     if proportion_low(control["flagged"], control["rows"], 0.01) > ALPHA],
        "crossChecks": checks,
    }


def of_candidate(run: dict, terms: Terms, forks: List[dict], side: int, checks: List[dict],
                 controls: List[dict]) -> Tuple[List[dict], List[dict]]:
    """The rows of one candidate, and their geometric means."""
    settings, candidate = run["settings"], run["settings"]["variants"][side]
    disagreeing = {check["workload"] for check in checks
                   if check["candidate"] == candidate and check["holmPValue"] < ALPHA}
    rows = rows_of(run, terms, forks, "VARIANTS", side)
    compared = []
    for workload, row in rows:
        name = workload["id"]
        same_code = max((abs(math.log(copy["speedup"])) for copy in controls if copy["workload"] == name), default=0)
        fields = compare(row, workload, settings, family(run), name in disagreeing, same_code)
        compared.append({**fields, "aligned": aligned(side, terms, of_workload(forks, name))})
    return compared, geometric_means(rows, candidate)


def family(run: dict) -> int:
    """How many rows of variants the table is planned to have."""
    return (len(run["settings"]["variants"]) - 1) * len(run["workloads"])


def of_workload(forks: List[dict], name: str) -> List[dict]:
    return [fork for fork in forks if fork["workload"] == name]


def rows_of(run: dict, terms: Terms, forks: List[dict], contrast: str, side: int) -> List[Tuple[dict, Row]]:
    rows = [(workload, row_of(contrast, side, terms, of_workload(forks, workload["id"])))
            for workload in run["workloads"]]
    # Times come from blocks of the variants, which a fork of a busy host may have none of.
    return [(workload, row) for workload, row in rows if row and row.log_time(0).count >= 2]


def adjust(comparisons: List[dict]) -> None:
    p_values = [row["pValue"] for row in comparisons]
    for row, family_wise, false_discovery in zip(comparisons, holm(p_values), benjamini_hochberg(p_values)):
        row.update(holmPValue=family_wise, fdrPValue=false_discovery)


def geometric_means(rows: List[Tuple[dict, Row]], candidate: str) -> List[dict]:
    groups: Dict[str, List[Estimate]] = {}
    for workload, row in rows:
        groups.setdefault(group(workload), []).append(row.allowed().estimate)
    everything = [estimate for estimates in groups.values() for estimate in estimates]
    if everything:
        groups[""] = everything
    means = []
    for name, estimates in groups.items():
        whole = of_rows(estimates)
        means.append({"group": name, "candidate": candidate, "rows": len(estimates), **speedups(whole)})
    return means


def same_code(run: dict, comparisons: List[dict], candidate: str) -> List[dict]:
    """The rows of a candidate whose machine code is the baseline's."""
    same = {code["workload"] for code in run.get("code") or []
            if code["variant"] == candidate and code["codeClass"] == "IDENTICAL"}
    return [row for row in comparisons if row["candidate"] == candidate and row["workload"] in same]


def outcome(contrast: str, candidate: Optional[str], rows: List[dict]) -> dict:
    differences = [abs(row["speedup"] - 1) for row in rows]
    return {
        "contrast": contrast,
        "candidate": candidate,
        "rows": len(rows),
        "flagged": sum(row["flagged"] for row in rows),
        "medianDifference": median(differences) if rows else 0.0,
        "percentile95": quantile(differences, 0.95) if rows else 0.0,
        "medianDetectable": median([row["detectable"] - 1 for row in rows]) if rows else 0.0,
    }
