# SPDX-License-Identifier: Apache-2.0
"""From blocks.tsv.gz to what forks.jsonl keeps of each fork (METHODOLOGY.md, "From blocks to a verdict")."""

import gzip
import math
from collections import defaultdict
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional, Tuple

from .numbers import mad_sd, mean, median

FEWEST_BLOCKS = 4
CONTRASTS = ("VARIANTS", "COPY", "RELINKED", "SAME", "SCALED", "SCALED_TENTH")


class Block(NamedTuple):
    """The lead-in is the first slice of ``order`` and ``elapsed``; side 0 is the baseline."""

    contrast: str
    cell: int
    slice_millis: int
    calls: int
    order: List[int]
    elapsed: List[int]
    usage: List[int]  # start, end, involuntary and voluntary switches, minor and major faults, first and last CPU, work

    @property
    def disturbed(self) -> bool:
        return self.usage[2] > 0

    def slices(self, side: int, own_before: Optional[bool] = None) -> List[int]:
        return [self.elapsed[i] for i in range(1, len(self.order)) if self.order[i] == side
                and (own_before is None or (self.order[i - 1] == side) == own_before)]

    def nanos(self, side: int) -> float:
        return mean(self.slices(side)) / self.calls

    def log_ratio(self, side: int) -> float:
        return math.log(self.nanos(0) / self.nanos(side))

    def order_effect(self, side: int) -> Optional[float]:
        """The log ratio in slices that follow another side's, less that in slices that follow their own."""
        parts = [self.slices(s, own) for own in (False, True) for s in (0, side)]
        if not all(parts):
            return None
        crossed_0, crossed_side, own_0, own_side = map(mean, parts)
        return math.log(crossed_0 / crossed_side) - math.log(own_0 / own_side)

    @property
    def middle(self) -> int:
        return self.order[len(self.order) // 2]

    def middle_effect(self) -> float:
        """Of the two slices in the middle, which follow another side and their own."""
        first = len(self.order) // 2
        return math.log(self.elapsed[first] / self.elapsed[first + 1])

    def baseline_first(self, side: int) -> bool:
        return self.order[1:].index(0) < self.order[1:].index(side)


def read(file: Path) -> Dict[Tuple[str, str], List[Block]]:
    """The blocks of each workload and fork, whose name is its number, or N-aligned."""
    forks: Dict[Tuple[str, str], List[Block]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            workload, _, fork, contrast, cell, millis, calls, _, *lists = line.rstrip("\n").split("\t")
            order, elapsed, usage = ([int(number) for number in values.split(",")] for values in lists)
            forks[workload, fork].append(
                Block(contrast, int(cell), int(millis), int(calls), order, elapsed, usage))
    return forks


def summarise(blocks: List[Block]) -> dict:
    """The fields of a line of forks.jsonl that follow from its blocks."""
    ratios = []
    for contrast in CONTRASTS:
        cells = ordinary(blocks, contrast)
        ratios += [ratio(contrast, side, cells) for side in range(1, sides(cells))]
    cells = ordinary(blocks, "VARIANTS")
    return {"ratios": ratios, "times": times(cells), "levelShifts": level_shifts(blocks, cells), "noise": noise(blocks)}


def ordinary(blocks: List[Block], contrast: str) -> Dict[int, List[Block]]:
    cells = defaultdict(list)
    for block in blocks:
        if block.contrast == contrast and block.slice_millis == 0:
            cells[block.cell].append(block)
    return dict(sorted(cells.items()))


def sides(cells: Dict[int, List[Block]]) -> int:
    return max((side + 1 for cell in cells.values() for side in cell[0].order), default=0)


def kept(cell: List[Block]) -> List[Block]:
    undisturbed = [block for block in cell if not block.disturbed]
    return cell if len(undisturbed) < FEWEST_BLOCKS else undisturbed


def ratio(contrast: str, side: int, cells: Dict[int, List[Block]]) -> dict:
    of_cell: Callable[[List[Block]], List[float]] = lambda cell: [block.log_ratio(side) for block in cell]
    used = sum(len(kept(cell)) for cell in cells.values())
    return {
        "contrast": contrast,
        "side": side,
        "blocks": used,
        "dropped": sum(map(len, cells.values())) - used,
        "spread": median([mad_sd(of_cell(kept(cell))) for cell in cells.values()]),
        "cells": list(cells),
        "logRatios": [median(of_cell(kept(cell))) for cell in cells.values()],
        "unfiltered": mean([median(of_cell(cell)) for cell in cells.values()]),
        "order": (order_of_two if sides(cells) == 2 else order_of_more)(
            side, [block for cell in cells.values() for block in kept(cell)]),
    }


def order_of_more(side: int, blocks: List[Block]) -> Optional[float]:
    """The median of the blocks that have the baseline in the middle, less that of those with the side."""
    effects = [[block.middle_effect() for block in blocks if block.middle == of] for of in (0, side)]
    if min(map(len, effects)) < FEWEST_BLOCKS:
        return None
    baseline, candidate = map(median, effects)
    return baseline - candidate


def order_of_two(side: int, blocks: List[Block]) -> Optional[float]:
    """Median over the blocks of either direction, then the mean of the two."""
    medians = []
    for first in (True, False):
        effects = [block.order_effect(side) for block in blocks if block.baseline_first(side) == first]
        effects = [effect for effect in effects if effect is not None]
        if len(effects) < FEWEST_BLOCKS:
            return None
        medians.append(median(effects))
    return mean(medians)


def times(cells: Dict[int, List[Block]]) -> List[dict]:
    return [{"side": side, "nanosPerCall": math.exp(mean(
        [math.log(median([block.nanos(side) for block in kept(cell)])) for cell in cells.values()]))}
        for side in range(sides(cells))]


def level_shifts(blocks: List[Block], cells: Dict[int, List[Block]]) -> List[dict]:
    longer = [block for block in blocks if block.slice_millis and block.cell in cells]

    def shift(block: Block, side: int) -> float:
        return math.log(block.nanos(side) / mean([other.nanos(side) for other in cells[block.cell]]))

    return [{"side": side, "sliceMillis": longer[0].slice_millis, "blocks": len(longer),
             "logShift": median([shift(block, side) for block in longer])}
            for side in range(sides(cells)) if longer]


def noise(blocks: List[Block]) -> dict:
    work = [block.usage[8] for block in blocks]
    return {
        "blocks": len(blocks),
        "disturbed": sum(block.disturbed for block in blocks),
        "involuntarySwitches": sum(block.usage[2] for block in blocks),
        "migrations": sum(block.usage[6] != block.usage[7] for block in blocks),
        "minorFaults": sum(block.usage[4] for block in blocks),
        "majorFaults": sum(block.usage[5] for block in blocks),
        "fixedWorkNanos": median(work),
        "fixedWorkSpread": mad_sd(work) / median(work) if median(work) else 0.0,
    }
