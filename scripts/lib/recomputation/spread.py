# SPDX-License-Identifier: Apache-2.0
"""Where the variance of a row comes from (METHODOLOGY.md, "Where a row's variance comes from")."""

import math
from collections import Counter
from typing import Dict, List, NamedTuple, Optional, Sequence

from .numbers import Estimate, mean
from .rows import Allowed, Row

FORK, BASELINE, CANDIDATE, PLACEMENTS = 0, 1, 2, slice(3, -1)
BUFFERS = 2
ALIGNMENT = 64
# Below this share of information that no other factor has, a factor counts as confounded.
CONFOUNDED = 1e-6
NEGLIGIBLE = 1e-9
LARGEST_EXPONENT = 709.0

Matrix = List[List[float]]


class Values(NamedTuple):
    """The log ratio of each cell, its weight in the row's mean, and its level of each factor."""

    log_ratios: List[float]
    weights: List[float]
    factors: List[List[int]]


def values_of(row: Row) -> Values:
    """Factors: fork, layout of the baseline, layout of the candidate, then one for each buffer's placement."""
    of_candidate = {"VARIANTS": row.side, "RELINKED": -1}.get(row.contrast, 0)
    buffers = min(min(len(fork["offsets"]) for fork in row.forks), BUFFERS)
    values = Values([], [], [[] for _ in range(3 + buffers)])
    for number, (fork, ratio) in enumerate(zip(row.forks, row.ratios)):
        placement = [offset % ALIGNMENT for offset in fork["offsets"][:buffers]]
        for cell, log_ratio in zip(ratio["cells"], ratio["logRatios"]):
            values.log_ratios.append(log_ratio)
            values.weights.append(1 / len(row.forks) / len(ratio["cells"]))
            layouts = [fork["layouts"][side][cell] for side in (0, of_candidate)]
            for levels, level in zip(values.factors, [number, *layouts, *placement]):
                levels.append(level)
    return values


def spread(row: Row, allowed: Allowed) -> Optional[dict]:
    """As run.json has it; None where the values don't vary."""
    values = values_of(row)
    of_cell = components(values)
    of_mean = variances_of_mean(values, of_cell)
    total = math.fsum(of_mean)
    if total == 0:
        return None
    return {
        "fork": of_mean[FORK] / total,
        "placement": math.fsum(of_mean[PLACEMENTS]) / total,
        "baselineLayout": of_mean[BASELINE] / total,
        "candidateLayout": of_mean[CANDIDATE] / total,
        "rest": of_mean[-1] / total,
        "layoutSpan": layout_span(values, of_cell),
        "resampled": resampled(row, values, of_cell, of_mean, allowed),
    }


def variances_of_mean(values: Values, of_cell: List[float]) -> List[float]:
    """By source, were all drawn anew: each fork would draw its own placement."""
    drawn = with_rest(values.factors)
    drawn[PLACEMENTS] = [values.factors[FORK] for _ in drawn[PLACEMENTS]]
    return [variance * squared_weights(values.weights, levels) for variance, levels in zip(of_cell, drawn)]


def with_rest(factors: List[List[int]]) -> List[List[int]]:
    """The rest is a factor of which each value has a level of its own."""
    return [*factors, list(range(len(factors[0])))]


def squared_weights(weights: Sequence[float], levels: Sequence[int]) -> float:
    sums: Dict[int, float] = Counter()
    for level, weight in zip(levels, weights):
        sums[level] += weight
    return math.fsum(weight ** 2 for weight in sums.values())


def components(values: Values) -> List[float]:
    """The variance that each factor adds to a value, and the rest's, by MINQUE(0) without negative or negligible ones."""
    factors = with_rest(values.factors)
    expected = [[expectation(one, other) for other in factors] for one in factors]
    middle = mean(values.log_ratios)
    centred = [value - middle for value in values.log_ratios]
    squares = [squared_weights(centred, levels) for levels in factors]
    kept: List[int] = []
    for factor in [len(factors) - 1, *range(len(factors) - 1)]:
        if is_independent(expected, kept, factor):
            kept.append(factor)
    while True:
        solution = solve(minor(expected, kept), [squares[i] for i in kept])
        lowest = min(range(len(kept)), key=lambda i: solution[i])
        if solution[lowest] > NEGLIGIBLE * max(solution) or len(kept) == 1:
            found = dict(zip(kept, solution))
            return [max(0.0, found.get(i, 0.0)) for i in range(len(factors))]
        del kept[lowest]


def expectation(one: Sequence[int], other: Sequence[int]) -> float:
    """Trace of M V M W, M = I - 1/n, where V and W say which pairs of values share a level; rounded once."""
    n = len(one)
    in_one, in_other, in_both = Counter(one), Counter(other), Counter(zip(one, other))
    shared = sum(count ** 2 for count in in_both.values())
    products = sum(count * in_one[i] * in_other[j] for (i, j), count in in_both.items())
    squares = sum(count ** 2 for count in in_one.values()) * sum(count ** 2 for count in in_other.values())
    return (shared * n * n - 2 * products * n + squares) / (n * n)


def is_independent(expected: Matrix, kept: List[int], factor: int) -> bool:
    """What those before it leave of a factor, as a share of itself."""
    own = expected[factor][factor]
    if own == 0:
        return False
    column = [expected[i][factor] for i in kept]
    explained = math.fsum(a * b for a, b in zip(column, solve(minor(expected, kept), column)))
    return 1 - explained / own > CONFOUNDED


def minor(matrix: Matrix, kept: List[int]) -> Matrix:
    return [[matrix[i][j] for j in kept] for i in kept]


def solve(matrix: Matrix, right: Sequence[float]) -> List[float]:
    """By elimination; symmetric positive definite equations need no pivoting, and zeros cost nothing."""
    rows = [[*row, value] for row, value in zip(matrix, right)]
    for i, pivot in enumerate(rows):
        tail = pivot[i:]
        for row in rows[i + 1:]:
            if row[i]:
                times = row[i] / tail[0]
                row[i:] = [a - times * b for a, b in zip(row[i:], tail)]
    solution: List[float] = []
    for i, row in reversed(list(enumerate(rows))):
        known = math.fsum(a * b for a, b in zip(row[i + 1:-1], solution))
        solution.insert(0, (row[-1] - known) / row[i])
    return solution


def layout_span(values: Values, of_cell: List[float]) -> float:
    """The ranges of the predicted effects of the baseline's and of the candidate's layouts, added."""
    if not of_cell[BASELINE] and not of_cell[CANDIDATE]:
        return 0.0
    effects = predicted(values, of_cell)
    spans = []
    for factor in (BASELINE, CANDIDATE):
        levels = range(max(values.factors[factor]) + 1)
        of_levels = [effects.get((factor, level), 0.0) for level in levels]
        spans.append(max(of_levels) - min(of_levels))
    return sum(spans)


def predicted(values: Values, of_cell: List[float]) -> Dict[tuple, float]:
    """Best linear unbiased predictions by Henderson's equations: of each factor with a variance, by level.

    Forks come first: no two meet in a value, so their equations are diagonal and eliminated at once. The mean is last.
    """
    acting = [i for i in range(len(values.factors)) if of_cell[i] > 0]
    columns = {key: at for at, key in enumerate((i, level) for i in acting for level in sorted(set(values.factors[i])))}
    last = len(columns)
    equations = [[0.0] * (last + 1) for _ in range(last + 1)]
    sums = [0.0] * (last + 1)
    middle = mean(values.log_ratios)
    for at, value in enumerate(values.log_ratios):
        met = [columns[i, values.factors[i][at]] for i in acting] + [last]
        for one in met:
            sums[one] += value - middle
            for other in met:
                equations[one][other] += 1
    for (i, _), at in columns.items():
        equations[at][at] += max(of_cell[-1] / of_cell[i], CONFOUNDED)
    solution = solve(equations, sums)
    return {key: solution[at] for key, at in columns.items()}


def resampled(row: Row, values: Values, of_cell: List[float], of_mean: List[float],
              allowed: Allowed) -> Optional[dict]:
    """The interval that takes layouts for a sample of all; None where it reaches everywhere."""
    levels = [len(set(values.factors[i])) for i in (FORK, BASELINE, CANDIDATE)]
    if min(levels) < 2:
        return None
    average = math.fsum(weight * value for weight, value in zip(values.weights, values.log_ratios))
    error = math.hypot(row.terms.factor * math.sqrt(math.fsum(of_mean)), allowed.unseen)
    df = satterthwaite(levels, len(values.log_ratios), of_cell, of_mean)
    low, high = Estimate(average - allowed.allowance, error, df, levels[FORK]).interval()
    bounded = -LARGEST_EXPONENT < low and high < LARGEST_EXPONENT
    return {"low": math.exp(low), "high": math.exp(high)} if bounded else None


def satterthwaite(levels: List[int], count: int, of_cell: List[float], of_mean: List[float]) -> float:
    """Of the mean squares that stand for forks with placement, either side's layouts, and the rest."""
    def with_placement(parts: List[float]) -> List[float]:
        return [parts[FORK] + math.fsum(parts[PLACEMENTS]), parts[BASELINE], parts[CANDIDATE]]

    squares, rest, rest_df = 0.0, of_mean[-1], count - 1
    for size, cell, share in zip(levels, with_placement(of_cell), with_placement(of_mean)):
        if cell > 0:
            of_rest = share * of_cell[-1] / cell * size / count
            squares += (share + of_rest) ** 2 / (size - 1)
            rest -= of_rest
            rest_df -= size - 1
    squares += rest ** 2 / max(1, rest_df)
    return math.fsum(of_mean) ** 2 / squares
