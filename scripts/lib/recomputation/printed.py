# SPDX-License-Identifier: Apache-2.0
"""Numbers as tables in documents print them."""

from decimal import ROUND_HALF_UP, Decimal

from .numbers import CONFIDENCE, proportion_low


def fixed(value: float, digits: int) -> str:
    """Rounded as on paper, where five goes up."""
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def percent(fraction: float) -> str:
    value = 100 * fraction
    return fixed(value, 3 if abs(value) < 0.1 else 2 if abs(value) < 1 else 1) + " %"


def ratio(value: float, half_width: float) -> str:
    return fixed(value, 5 if half_width < 0.0005 else 4 if half_width < 0.005 else 3)


def interval(low: float, high: float) -> str:
    return f"{ratio(low, (high - low) / 2)} - {ratio(high, (high - low) / 2)}"


def share(successes: int, trials: int) -> str:
    """With Clopper and Pearson's interval."""
    tail = (1 - CONFIDENCE) / 2
    low = proportion_low(successes, trials, tail)
    high = 1 - proportion_low(trials - successes, trials, tail)
    return (f"{successes} of {trials} ({fixed(100 * (successes / trials), 1)} %, "
            f"{fixed(100 * low, 1)} to {fixed(100 * high, 1)} %)")
