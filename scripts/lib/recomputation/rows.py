# SPDX-License-Identifier: Apache-2.0
"""The forks of one row, and the estimate with allowance for order that all numbers of the row come from."""

import math
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

from .numbers import Estimate, benjamini_hochberg, mean, of_forks, standard_deviation

ALPHA = 0.05


# So many rows with so many degrees of freedom tell what order does to rows that don't show it.
FEWEST_ROWS, FEWEST_DEGREES_OF_FREEDOM = 20, 5
FALSE_DISCOVERIES = MOST_THAT_STAND_OUT = 0.1
COMMON_SIGN = 1.96


class Allowed(NamedTuple):
    """What was taken off the plain mean, and what is in the error for order that does not show; 0 where order matters little."""

    estimate: Estimate
    allowance: float
    unseen: float


class TableOrder(NamedTuple):
    """The largest p value of an order effect that stands out in a table; by how many times their squared errors the others vary beyond noise.

    The latter has one standard error added. It is infinite in tables that can't tell: of too few rows, too many that stand out, or a common sign.
    """

    critical: float
    excess: float


def table_order(effects: Sequence[Estimate]) -> TableOrder:
    known = [effect for effect in effects if effect.df >= FEWEST_DEGREES_OF_FREEDOM and effect.error > 0]
    p_values = [effect.p_value() for effect in known]
    critical = max((p for p, adjusted in zip(p_values, benjamini_hochberg(p_values)) if adjusted < FALSE_DISCOVERIES), default=0.0)
    scaled = [of.mean / of.error * math.sqrt(1 - 2 / of.df) for of, p in zip(known, p_values) if p > critical]
    if (len(known) < FEWEST_ROWS or len(scaled) < (1 - MOST_THAT_STAND_OUT) * len(known)
            or abs(math.fsum(scaled)) > COMMON_SIGN * math.sqrt(len(scaled))):
        return TableOrder(0.0, math.inf)
    squares = [one ** 2 for one in scaled]
    error = standard_deviation(squares) / math.sqrt(len(squares))
    return TableOrder(critical, max(0.0, mean(squares) + error - 1))


def of_known(effects: Sequence[Optional[float]]) -> Estimate:
    return of_forks([effect for effect in effects if effect is not None])


def others_share(sides: int) -> float:
    """Of all slices, the share that another side precedes."""
    return 1 - (sides + 1) / (2 * sides ** 2)


def self_preceded(log_ratios: Sequence[float], orders: Sequence[Optional[float]], sides: int) -> Estimate:
    """Over the forks that know their order effect, with the share of slices taken off that another side precedes."""
    share = others_share(sides)
    return of_forks([value - share * order for value, order in zip(log_ratios, orders) if order is not None])


def allowed(plain: Estimate, order: Estimate, sides: int, own: Estimate, table: TableOrder) -> Allowed:
    """The plain estimate with what order does unseen to the table's rows, or the self-preceded one if it is narrower, or the effect stands out.

    Tables of few rows take the latter where the order effect is more than a third of the plain one's half width. Where less than half of the
    forks know it, it is left alone.
    """
    if order.count < max(2, plain.count / 2):
        return Allowed(plain, 0.0, 0.0)
    if math.isfinite(table.excess) and order.p_value() > table.critical:
        unseen = others_share(sides) * math.sqrt(table.excess) * order.error
        widened = plain._replace(error=math.hypot(plain.error, unseen))
        if widened.half_width() <= own.half_width():
            return Allowed(widened, 0.0, unseen)
    elif abs(order.mean) <= plain.half_width() / 3:
        return Allowed(plain, 0.0, 0.0)
    return Allowed(own, plain.mean - own.mean, 0.0)


class Terms(NamedTuple):
    """What the rows of a table have in common: the factor that looks put on errors, and what order does."""

    factor: float
    order: TableOrder


class Row(NamedTuple):
    """The forks of a workload that have the contrast and side, with that ratio of each."""

    contrast: str
    side: int
    terms: Terms
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

    def order_effect(self) -> Estimate:
        return of_known(self.orders)

    def allowed(self) -> Allowed:
        # The last list of layouts is the relinked copy's.
        sides = len(self.forks[0]["layouts"]) - 1 if self.contrast == "VARIANTS" else 2
        own = self_preceded(self.log_ratios, self.orders, sides).with_error_times(self.terms.factor)
        return allowed(self.allowing(self.log_ratios), self.order_effect(), sides, own, self.terms.order)

    def allowing(self, of_each: List[float]) -> Estimate:
        return of_forks(of_each).with_error_times(self.terms.factor)

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


def terms_of(settings: dict, forks: List[dict]) -> Terms:
    """Those of a table that these forks make, by what order does to its rows of variants."""
    orders: Dict[Tuple[str, int], List[Optional[float]]] = {}
    for fork in forks:
        if not fork.get("aligned"):
            for ratio in fork["ratios"]:
                if ratio["contrast"] == "VARIANTS":
                    orders.setdefault((fork["workload"], ratio["side"]), []).append(ratio["order"])
    target = settings.get("target")
    order = table_order([of_known(effects) for effects in orders.values()])
    return Terms(target["factor"] if target else 1.0, order)


def row_of(contrast: str, side: int, terms: Terms, forks: List[dict], aligned: bool = False) -> Optional[Row]:
    """Of the forks of drawn placement, or of the aligned ones; None where fewer than two have it."""
    pairs = [(fork, ratio) for fork in forks if bool(fork.get("aligned")) == aligned for ratio in fork["ratios"]
             if ratio["contrast"] == contrast and ratio["side"] == side]
    if len(pairs) < 2:
        return None
    return Row(contrast, side, terms, [p[0] for p in pairs], [p[1] for p in pairs])
