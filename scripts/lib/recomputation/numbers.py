# SPDX-License-Identifier: Apache-2.0
"""Student's t by the incomplete beta function, order statistics, and the mean of forks with its error."""

import math
from functools import lru_cache
from typing import Callable, List, NamedTuple, Sequence, Tuple

MAD_TO_SD = 1.482602218505602  # 1 / the normal distribution's quantile of 3/4
CONFIDENCE = 0.95


def beta_tail(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by Lentz's method (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_tail(b, a, 1 - x)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d, c = 1 / (1 + term * d), 1 + term / c
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return math.exp(log_front) * value / a


def t_two_sided(t: float, df: float) -> float:
    """P(|T| > |t|)."""
    return beta_tail(df / 2, 0.5, df / (df + t * t))


def bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function passes 0, to the last bit."""
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


@lru_cache(maxsize=None)
def t_quantile(probability: float, df: float) -> float:
    """For probabilities of 0.5 and more."""
    tails = 2 * (1 - probability)
    high = 1.0
    while t_two_sided(high, df) > tails:
        high *= 2
    return bisect(lambda t: tails - t_two_sided(t, df), 0, high)


def gamma_tail(a: float, x: float) -> float:
    """The regularised incomplete gamma function P(a, x), by its series (DLMF 8.11.4)."""
    if x <= 0:
        return 0.0
    term = total = 1 / a
    n = 0
    while term > total * 1e-17:
        n += 1
        term *= x / (a + n)
        total += term
    return total * math.exp(a * math.log(x) - x - math.lgamma(a))


def chi_square_quantile(probability: float, df: float) -> float:
    return bisect(lambda x: gamma_tail(df / 2, x / 2) - probability, 0, 10 * df + 100)


def proportion_low(successes: int, trials: int, tail: float) -> float:
    """Lower end of Clopper and Pearson's interval."""
    if successes == 0:
        return 0.0
    return bisect(lambda p: beta_tail(successes, trials - successes + 1, p) - tail, 0, 1)


def quantile(values: Sequence[float], probability: float) -> float:
    """Type 7 of Hyndman and Fan."""
    ascending = sorted(values)
    at = probability * (len(ascending) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ascending) - 1)
    return ascending[low] + (at - low) * (ascending[high] - ascending[low])


def median(values: Sequence[float]) -> float:
    return quantile(values, 0.5)


def mad_sd(values: Sequence[float]) -> float:
    middle = median(values)
    return MAD_TO_SD * median([abs(value - middle) for value in values])


def mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


class Estimate(NamedTuple):
    """A mean with its standard error, degrees of freedom (0: error unknown) and the number of forks behind it."""

    mean: float
    error: float
    df: float
    count: int

    def half_width(self, confidence: float = CONFIDENCE) -> float:
        return t_quantile(0.5 + confidence / 2, self.df) * self.error if self.df else math.inf

    def interval(self, confidence: float = CONFIDENCE) -> Tuple[float, float]:
        half = self.half_width(confidence)
        return self.mean - half, self.mean + half

    def beyond_noise(self) -> bool:
        low, high = self.interval()
        return not low <= 0 <= high

    def p_value(self) -> float:
        if self.mean == 0 or not self.df:
            return 1.0
        return t_two_sided(self.mean / self.error, self.df) if self.error else 0.0

    def with_error_times(self, factor: float) -> "Estimate":
        return self._replace(error=factor * self.error)

    def detectable(self, alpha: float, power: float) -> float:
        """(t(1 - alpha/2) + t(power)) * standard error (Bloom 1995)."""
        return self.half_width(1 - alpha) + self.half_width(2 * power - 1)


def of_forks(values: List[float]) -> Estimate:
    """Mean over forks with s / sqrt(n) as its error."""
    n = len(values)
    if n < 2:
        return Estimate(values[0] if n else math.nan, math.inf, 0, n)
    return Estimate(mean(values), standard_deviation(values) / math.sqrt(n), n - 1, n)


def standard_deviation(values: Sequence[float]) -> float:
    middle = mean(values)
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (len(values) - 1))


def of_rows(rows: List[Estimate]) -> Estimate:
    """Mean of independent rows' means, degrees of freedom by Welch and Satterthwaite."""
    variances = [row.error ** 2 for row in rows]
    total = math.fsum(variances)
    df = float(sum(row.df for row in rows))
    if total > 0:
        df = total ** 2 / math.fsum(v ** 2 / row.df for v, row in zip(variances, rows))
    return Estimate(mean([row.mean for row in rows]), math.sqrt(total) / len(rows), df, sum(r.count for r in rows))


def difference(of: Estimate, other: Estimate) -> Estimate:
    """Of two independent means, degrees of freedom by Welch."""
    both = of_rows([of, other._replace(mean=-other.mean)])
    return both._replace(mean=2 * both.mean, error=2 * both.error)


def holm(p_values: List[float]) -> List[float]:
    """Step-down adjusted p values, in the order of the rows."""
    adjusted, largest = [0.0] * len(p_values), 0.0
    for i, row in enumerate(sorted(range(len(p_values)), key=lambda row: p_values[row])):
        largest = max(largest, min(1.0, (len(p_values) - i) * p_values[row]))
        adjusted[row] = largest
    return adjusted


def benjamini_hochberg(p_values: List[float]) -> List[float]:
    """Step-up adjusted p values, in the order of the rows."""
    m = len(p_values)
    adjusted, smallest = [0.0] * m, 1.0
    descending = sorted(range(m), key=lambda row: p_values[row], reverse=True)
    for rank, row in zip(range(m, 0, -1), descending):
        smallest = min(smallest, m * p_values[row] / rank)
        adjusted[row] = smallest
    return adjusted
