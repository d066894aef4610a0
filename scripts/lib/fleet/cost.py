# SPDX-License-Identifier: Apache-2.0
"""How long a fleet's hosts measure and what they cost meanwhile: `ansible-inventory --list` in, a line for each out.

Usage: cost.py hosts
       cost.py cost LEAST MOST [TYPE=AMOUNT ...]             with seconds that a run takes
       cost.py keep FILE CURRENCY DATE [TYPE=AMOUNT ...]     in the prices.tsv by which `publish` says what work costs
A host's type is its variable vm_type; what an hour costs is given for its type, or is its variable price.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
from collections import Counter

EX_USAGE = 2
HEAD = "host\tamount\tcurrency\tsource\tdate"
SOURCE = "as told to scripts/fleet"


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


def by_host(fleet, given):
    """What an hour of each host costs; without those of which nobody says it."""
    prices = {}
    for each in given:
        kind, _, text = each.rpartition("=")
        if not kind:
            sys.exit(f"fleet: --price takes TYPE=AMOUNT, such as m7i.large=0.12, not {each!r}")
        prices[kind] = amount(text, kind)
    unknown = set(prices) - {str(of.get("vm_type")) for of in fleet.values()}
    if unknown:
        sys.exit(f"fleet: --price names a type that no host has as vm_type: {', '.join(sorted(unknown))}")
    known = {}
    for name, of in fleet.items():
        kind = str(of.get("vm_type"))
        if kind in prices:
            known[name] = prices[kind]
        elif "price" in of:
            known[name] = amount(of["price"], name)
    return known


def lines(fleet, least, most, given):
    low, high = (time(seconds) for seconds in (least, most))
    yield f"time: {low if low == high else f'{low} to {high}'} on each host, and what start, copying and verifying take"
    known = by_host(fleet, given)
    if not known:
        return
    kinds = Counter((str(fleet[name].get("vm_type", name)), price) for name, price in known.items())
    for (kind, price), number in sorted(kinds.items()):
        yield f"cost: {number} x {kind}: {span(number * price, least, most)}, at {price:g} an hour"
    unpriced = [name for name in fleet if name not in known]
    without = f"; without {', '.join(unpriced)}, of no known price" if unpriced else ""
    yield f"cost: in all {span(sum(known.values()), least, most)}, and what start and copying take{without}"


def time(seconds):
    """In seconds where they are few."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def span(an_hour, least, most):
    low, high = (f"{an_hour * seconds / 3600:.2f}" for seconds in (least, most))
    return low if low == high else f"{low} to {high}"


def filed(of):
    """What results of a host with a vm_type are filed under: as the playbook says it to `marchmark run --host`."""
    words = " ".join(str(of[each]) for each in ("provider", "vm_type") if of.get(each))
    return re.sub("[^a-z0-9]+", "-", words.lower()).strip("-")


def keep(file, fleet, currency, date, given):
    """Puts the prices of hosts that have a vm_type into the file; what it has of others stays."""
    prices = {}
    for name, price in by_host(fleet, given).items():
        if "vm_type" in fleet[name]:
            prices.setdefault(filed(fleet[name]), set()).add(f"{price:.6f}".rstrip("0").rstrip("."))
    old = []
    if os.path.exists(file):
        with open(file, encoding="utf-8") as text:
            old = [line for line in text.read().splitlines()[1:] if line.split("\t")[0] not in prices]
    new = []
    for place, amounts in prices.items():
        if len(amounts) > 1:
            print(f"fleet: {place} has several prices, so {file} has none of it", file=sys.stderr)
        elif amounts != {"0"}:
            new.append("\t".join((place, *amounts, currency, SOURCE, date)))
    if old or new:
        with open(f"{file}.tmp", "w", encoding="utf-8") as text:
            text.writelines(f"{line}\n" for line in [HEAD, *sorted(old + new)])
        os.replace(f"{file}.tmp", file)


def main(arguments):
    fleet = hosts(json.load(sys.stdin))
    if arguments == ["hosts"]:
        print(len(fleet))
    elif len(arguments) >= 3 and arguments[0] == "cost":
        for line in lines(fleet, float(arguments[1]), float(arguments[2]), arguments[3:]):
            print(line)
    elif len(arguments) >= 4 and arguments[0] == "keep":
        keep(arguments[1], fleet, arguments[2], arguments[3], arguments[4:])
    else:
        sys.exit(EX_USAGE)


if __name__ == "__main__":
    main(sys.argv[1:])
