#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What scripts/peers measured, as Markdown: each tool's own test of each row, and how often it is right.

    peers.py FOLDER     with measurements.tsv: tool, kind, workload, round, milliseconds, file

A row's value is log(time(A) / time(B)). It is 0 where B is a byte copy of A (kind "identical") and log 1.01
where A makes 1.01 n calls that count as n ("planted"); of "real" rows it is not known.
"""

import csv
import json
import math
import re
import statistics
import sys
from collections import defaultdict
from pathlib import Path

ALPHA = 0.05
TRUTH = {"identical": 0.0, "planted": math.log(1.01)}


class Outcome:
    """What one test says of one row: the log ratio, the interval's half width, whether it calls A and B different."""

    def __init__(self, estimate, half, flagged):
        self.estimate, self.half, self.flagged = estimate, half, flagged


def t_tail(t, df):
    """P(|T| > t) of Student's t: the regularised incomplete beta function at df / (df + t^2), by Lentz's method
    for its continued fraction (DLMF 8.17.22)."""

    def fraction(a, b, x):
        c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
        value = d
        for m in range(1, 500):
            for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                         -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
                d, c = 1 / (1 + term * d), 1 + term / c
                value *= c * d
            if abs(c * d - 1) < 1e-14:
                break
        return value

    a, b, x = df / 2, 0.5, df / (df + t * t)
    if x >= 1:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front * fraction(a, b, x) / a if x < (a + 1) / (a + b + 2) else 1 - front * fraction(b, a, 1 - x) / b


def bisect(falling, low, high):
    """Where a falling function passes 0."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return (low + high) / 2


def welch(a, b):
    """Welch's t test of two samples of log times (Welch 1947), two-sided."""
    va, vb = statistics.variance(a) / len(a), statistics.variance(b) / len(b)
    error = math.sqrt(va + vb)
    df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    estimate = statistics.fmean(a) - statistics.fmean(b)
    half = error * bisect(lambda t: t_tail(t, df) - ALPHA, 0, 1e4)
    return Outcome(estimate, half, abs(estimate) > half)


def u_test(a, b):
    """Mann and Whitney's U test, two-sided, by the normal approximation with corrections for ties and continuity, as
    compare.py of Google Benchmark has it from SciPy. The half width is that of the interval it implies for the shift
    (Hodges and Lehmann 1963); compare.py gives none. The estimate is compare.py's: of the medians."""
    n, m = len(a), len(b)
    differences = sorted(x - y for x in a for y in b)
    u = sum((d > 0) + 0.5 * (d == 0) for d in differences)
    everything = sorted(a + b)
    ties = sum(count**3 - count for count in (everything.count(value) for value in set(everything)))
    deviation = math.sqrt(n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1))))
    z = max(0.0, abs(u - n * m / 2) - 0.5) / deviation
    outside = max(0, math.floor(n * m / 2 - statistics.NormalDist().inv_cdf(1 - ALPHA / 2) * deviation))
    half = (differences[-1 - outside] - differences[outside]) / 2
    return Outcome(statistics.median(a) - statistics.median(b), half, math.erfc(z / math.sqrt(2)) < ALPHA)


def jmh(path, kind):
    """Three readings of one result file of JMH, on the time of one call."""
    names = {"identical": ("SAME", "COPY"), "planted": ("SCALED", "SAME"), "real": ("v2-O2", "v3-O2")}[kind]
    key = "variant" if kind == "real" else "side"
    found = {result["params"][key]: result["secondaryMetrics"]["call"] for result in json.loads(path.read_text())}
    a, b = found[names[0]], found[names[1]]
    difference = math.log(a["score"] / b["score"])
    errors = [float(side["scoreError"]) for side in (a, b)]
    yield "JMH, its 99.9 % intervals apart", Outcome(
        difference, errors[0] / a["score"] + errors[1] / b["score"], abs(a["score"] - b["score"]) > sum(errors))
    pooled = [[math.log(time) for fork in side["rawData"] for time in fork] for side in (a, b)]
    yield "JMH, t test of all iterations", welch(*pooled)
    forks = [[math.log(statistics.fmean(fork)) for fork in side["rawData"]] for side in (a, b)]
    yield "JMH, t test of fork means", welch(*forks)


def google_benchmark(path, kind):
    times = {"A": [], "B": []}
    for run in json.loads(path.read_text())["benchmarks"]:
        if run["run_type"] == "iteration":
            times[run["name"][0]].append(math.log(run["real_time"]))
    yield "Google Benchmark, U test", u_test(times["A"], times["B"])


def marchmark(path, kind):
    if kind == "real":
        with path.open(newline="") as table:
            row = next(row for row in csv.DictReader(table) if row["contrast"].upper() == "VARIANTS")
        estimate, low, high = (math.log(float(row[column])) for column in ("speedup", "low95", "high95"))
    else:
        title = {"identical": "byte copy", "planted": "1.01 n calls against n"}[kind]
        text = " ".join(path.read_text().split())
        numbers = re.search(title + r", 1 comparison .*? forks (\S+), 95 % interval (\S+) to (\S+) ", text)
        estimate, low, high = (float(number) for number in numbers.groups())
    yield "marchmark", Outcome(estimate, (high - low) / 2, not low <= 0 <= high)


READERS = {"jmh": jmh, "google_benchmark": google_benchmark, "marchmark": marchmark}


def proportion(k, n):
    """k of n with the 95 % interval of Clopper and Pearson (1934)."""

    def at_most(p, most):
        return sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(most + 1))

    low = 0 if k == 0 else bisect(lambda p: at_most(p, k - 1) - (1 - ALPHA / 2), 0, 1)
    high = 1 if k == n else bisect(lambda p: at_most(p, k) - ALPHA / 2, 0, 1)
    return f"{k} of {n} ({100 * low:.0f} to {100 * high:.0f} %)"


def percent(log_ratio):
    """Two digits that count, as errors of the tools differ by orders of magnitude."""
    value = 100 * log_ratio
    digits = 1 - math.floor(math.log10(value)) if value > 0 else 1
    return f"{value:.{max(0, digits)}f} %"


def percentile(values, share):
    """By linear interpolation (type 7 of Hyndman and Fan 1996)."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    return ordered[below] + (at - below) * (ordered[min(below + 1, len(ordered) - 1)] - ordered[below])


def table(folder):
    """One line a test, over all rows and rounds."""
    outcomes = defaultdict(lambda: defaultdict(list))
    seconds = defaultdict(list)
    for line in (folder / "measurements.tsv").read_text().splitlines():
        tool, kind, _, _, took, file = line.split("\t")
        for test, outcome in READERS[tool](folder / file, kind):
            outcomes[test][kind].append(outcome)
            seconds[test].append(float(took) / 1000)
    yield ("| tool and test | identical code: median error | its 95th percentile | called different | planted 1 %: seen"
           " | v2 against v3: median half width | wall time a row |")
    yield "|---|---|---|---|---|---|---|"
    for test, of in outcomes.items():
        errors = [abs(outcome.estimate - TRUTH["identical"]) for outcome in of["identical"]]
        wrong = sum(outcome.flagged for outcome in of["identical"])
        seen = sum(outcome.flagged and outcome.estimate > 0 for outcome in of["planted"])
        yield " | ".join([
            "| " + test, percent(statistics.median(errors)), percent(percentile(errors, 0.95)),
            proportion(wrong, len(errors)), proportion(seen, len(of["planted"])),
            percent(statistics.median(outcome.half for outcome in of["real"])),
            f"{statistics.fmean(seconds[test]):.1f} s |"])


if __name__ == "__main__":
    print("\n".join(table(Path(sys.argv[1]))))
