# SPDX-License-Identifier: Apache-2.0
"""What a fleet's hosts cost while they measure: `ansible-inventory --list` in, a line for each type and one for all out.

Usage: cost.py hosts | cost.py cost LEAST MOST [TYPE=AMOUNT ...] - with seconds that a run takes.
A host's type is its variable vm_type; what an hour costs is given for its type, or is its variable price.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter

EX_USAGE = 64


def amount(text, of):
    try:
        number = float(text)
    except (TypeError, ValueError):
        number = math.nan
    if not 0 <= number < 1e6:
        sys.exit(f"fleet: the price of {of} is no amount an hour: {text!r}")
    return number


def hosts(inventory):
    """The variables of each host, by its name."""
    variables = inventory.get("_meta", {}).get("hostvars", {})
    named = {name for group in inventory.values() for name in group.get("hosts", [])}
    return {name: variables.get(name, {}) for name in sorted(named | set(variables))}


def lines(fleet, least, most, given):
    prices = {}
    for each in given:
        kind, _, text = each.rpartition("=")
        if not kind:
            sys.exit(f"fleet: --price takes TYPE=AMOUNT, such as m7i.large=0.12, not {each!r}")
        prices[kind] = amount(text, kind)
    unknown = set(prices) - {str(of.get("vm_type")) for of in fleet.values()}
    if unknown:
        sys.exit(f"fleet: --price names a type that no host has as vm_type: {', '.join(sorted(unknown))}")
    kinds, unpriced = Counter(), []
    for name, of in fleet.items():
        kind = str(of.get("vm_type", name))
        if kind in prices or "price" in of:
            kinds[kind, prices.get(kind, amount(of.get("price", 0), name))] += 1
        else:
            unpriced.append(name)
    if not kinds:
        return
    for (kind, price), number in sorted(kinds.items()):
        yield f"{number} x {kind}: {span(number * price, least, most)}, at {price:g} an hour"
    total = sum(number * price for (_, price), number in kinds.items())
    without = f"; without {', '.join(unpriced)}, of no known price" if unpriced else ""
    yield f"in all {span(total, least, most)}, and what start and copying take{without}"


def span(an_hour, least, most):
    low, high = (f"{an_hour * seconds / 3600:.2f}" for seconds in (least, most))
    return low if low == high else f"{low} to {high}"


def main(arguments):
    fleet = hosts(json.load(sys.stdin))
    if arguments == ["hosts"]:
        print(len(fleet))
    elif len(arguments) >= 3 and arguments[0] == "cost":
        for line in lines(fleet, float(arguments[1]), float(arguments[2]), arguments[3:]):
            print(line)
    else:
        sys.exit(EX_USAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
