# SPDX-License-Identifier: Apache-2.0
"""The forks of one row, and the estimate with allowance for order that all numbers of the row come from."""

import math
from typing import List, NamedTuple, Optional, Sequence

from .numbers import Estimate, mean, of_forks

ALPHA = 0.05


class Allowed(NamedTuple):
    """The allowance is what was taken off the plain mean; 0 where order matters little."""

    estimate: Estimate
    allowance: float


def self_preceded(log_ratios: Sequence[float], orders: Sequence[Optional[float]], sides: int) -> Estimate:
    """Over the forks that know their order effect, with the share of slices taken off that another side precedes."""
    share = 1 - (sides + 1) / (2 * sides ** 2)
    return of_forks([value - share * order for value, order in zip(log_ratios, orders) if order is not None])


def allowed(plain: Estimate, orders: Sequence[Optional[float]], own: Estimate) -> Allowed:
    """The self-preceded estimate, where the order effect is more than a third of the plain one's half width and half of the forks know it."""
    order = of_forks([value for value in orders if value is not None])
    if order.count < max(2, plain.count / 2) or abs(order.mean) <= plain.half_width() / 3:
        return Allowed(plain, 0.0)
    return Allowed(own, plain.mean - own.mean)


class Row(NamedTuple):
    """The forks of a workload that have the contrast and side, with that ratio of each; the factor of the looks."""

    contrast: str
    side: int
    factor: float
    forks: List[dict]
    ratios: List[dict]

    @property
    def log_ratios(self) -> List[float]:
        return [mean(ratio["logRatios"]) for ratio in self.ratios]

    @property
    def orders(self) -> List[Optional[float]]:
        return [ratio["order"] for ratio in self.ratios]

    @property
    def candidate(self) -> int:
        """The variant whose time stands beside the baseline's; a control's is the baseline's own."""
        return self.side if self.contrast == "VARIANTS" else 0

    def allowed(self) -> Allowed:
        # The last list of layouts is the relinked copy's.
        sides = len(self.forks[0]["layouts"]) - 1 if self.contrast == "VARIANTS" else 2
        own = self_preceded(self.log_ratios, self.orders, sides)
        return allowed(self.allowing(self.log_ratios), self.orders, own.with_error_times(self.factor))

    def allowing(self, of_each: List[float]) -> Estimate:
        return of_forks(of_each).with_error_times(self.factor)

    def unfiltered(self) -> Estimate:
        return self.allowing([ratio["unfiltered"] for ratio in self.ratios])

    def of_side(self, field: str, value: str, side: int) -> List[float]:
        return [entry[value] for fork in self.forks for entry in fork[field] if entry["side"] == side]

    def log_time(self, side: int) -> Estimate:
        return of_forks([math.log(nanos) for nanos in self.of_side("times", "nanosPerCall", side)])

    def level_shift(self, side: int) -> Estimate:
        return of_forks(self.of_side("levelShifts", "logShift", side))

    def one_layout(self) -> bool:
        return len({layout for fork in self.forks for layout in fork["layouts"][0]}) == 1


def row_of(contrast: str, side: int, settings: dict, forks: List[dict], aligned: bool = False) -> Optional[Row]:
    """Of the forks of drawn placement, or of the aligned ones; None where fewer than two have it."""
    pairs = [(fork, ratio) for fork in forks if bool(fork.get("aligned")) == aligned for ratio in fork["ratios"]
             if ratio["contrast"] == contrast and ratio["side"] == side]
    if len(pairs) < 2:
        return None
    target = settings.get("target")
    return Row(contrast, side, target["factor"] if target else 1.0, [p[0] for p in pairs], [p[1] for p in pairs])
