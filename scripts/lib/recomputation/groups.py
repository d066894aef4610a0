# SPDX-License-Identifier: Apache-2.0
"""Runs side by side by groups of workloads, as printed, from what their run.json holds."""

from collections import Counter
from typing import List

from .printed import interval, ratio


def group_table(runs: List[dict]) -> List[List[str]]:
    """A line for each group and one for all, with a cell for each candidate of each run."""
    columns = [(run["summary"], candidate) for run in runs for candidate in run["settings"]["variants"][1:]]
    groups = sorted({row["group"] for summary, _ in columns for row in summary["comparisons"]})
    return [[group or "all", *(cell(summary, candidate, group) for summary, candidate in columns)]
            for group in [*groups, ""]]


def cell(summary: dict, candidate: str, group: str) -> str:
    """The geometric mean with its interval, and how many rows got which verdict."""
    rows = [row for row in summary["comparisons"] if row["candidate"] == candidate and group in ("", row["group"])]
    if not rows:
        return ""
    verdicts = Counter(row["verdict"] for row in rows)
    means = [f"{ratio(of['speedup'], (of['high'] - of['low']) / 2)} ({interval(of['low'], of['high'])})"
             for of in summary["means"] if of["candidate"] == candidate and of["group"] == group]
    counts = f"{verdicts['FASTER']} / {verdicts['SLOWER']} / {verdicts['EQUIVALENT']} of {len(rows)}"
    return "; ".join([*means, counts])
