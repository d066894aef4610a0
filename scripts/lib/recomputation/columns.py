# SPDX-License-Identifier: Apache-2.0
"""The columns of table.csv: what each holds, and how it prints it."""

from typing import Any, Dict

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
    "fdr_p_value": "fdrPValue",
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
    "order_unseen": "order.unseen",
    "unfiltered_speedup": "unfiltered.speedup",
    "unfiltered_low95": "unfiltered.low",
    "unfiltered_high95": "unfiltered.high",
    "fork_share": "spread.fork",
    "placement_share": "spread.placement",
    "baseline_layout_share": "spread.baselineLayout",
    "candidate_layout_share": "spread.candidateLayout",
    "rest_share": "spread.rest",
    "layout_span": "spread.layoutSpan",
    "resampled_by_layout_low95": "spread.resampled.low",
    "resampled_by_layout_high95": "spread.resampled.high",
    "looks": "looks",
    "aligned_forks": "aligned.forks",
    "aligned_speedup": "aligned.speedup",
    "aligned_low95": "aligned.low",
    "aligned_high95": "aligned.high",
    "aligned_flagged": "aligned.flagged",
    "numeric_class": "numerics.numericClass",
    "largest_ulps": "numerics.largestUlps",
    "largest_difference": "numerics.largestDifference",
    "code_class": "code.codeClass",
    "code_features": "code.features",
    "baseline_code_bytes": "code.baselineBytes",
    "candidate_code_bytes": "code.candidateBytes",
    "warnings": "warnings",
}

# The same of columns that a table has where the instructions of its run were counted.
COUNTED: Dict[str, str] = {
    "baseline_instructions": "instructions.baseline",
    "candidate_instructions": "instructions.candidate",
    "baseline_vector_share": "instructions.baselineVectors",
    "candidate_vector_share": "instructions.candidateVectors",
}

LABELS = ("verdict", "numerics.numericClass", "code.codeClass")
LISTS = ("code.features", "warnings")
# Names that are not their label in lower case.
LABELLED = {
    "REGISTERS": "registers only",
    "WIDER": "wider vectors",
    "VECTORISED": "vectorised anew",
    "STRUCTURE": "different structure",
}


def cell(row: dict, path: str) -> Any:
    """What table.csv prints of a row."""
    value: Any = row
    for key in path.split("."):
        value = None if value is None else value[key]
    if path in LABELS and value is not None:
        return LABELLED.get(value, value.lower().replace("_", " "))
    return " ".join(value) if path in LISTS and value is not None else value


def parsed(text: str, like: Any) -> Any:
    """A cell as the type that is expected there; as text where it is none such."""
    if isinstance(like, bool):
        return {"true": True, "false": False}.get(text, text)
    if like is None:
        return text or None
    try:
        if isinstance(like, list):
            return [look(part) for part in text.split()]
        return text if isinstance(like, str) else float(text)
    except ValueError:
        return text


def look(text: str) -> dict:
    """Such as 12:0.004:GO_ON."""
    forks, half_width, decision = text.split(":")
    return {"forks": int(forks), "halfWidth": float(half_width), "decision": decision}
