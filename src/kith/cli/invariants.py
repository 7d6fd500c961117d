"""`kith invariants`: every promise asked now. Looks, changes nothing, tells nobody."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence

from kith.cli.failure import CommandFailed
from kith.cli.own_house import house_on, own_database
from kith.foundation import invariants
from kith.foundation.errors import Problem
from kith.foundation.invariants import Finding


def run(_arguments: argparse.Namespace) -> int:
    """Print every promise with the time it took to ask, and what breaks it; 1 when one is broken or could not be asked.

    Raises:
        CommandFailed: settings are missing, or the database is away.
    """
    try:
        with own_database() as url:
            findings = asyncio.run(_look(url))
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem
    return show(findings)


async def _look(url: str) -> list[Finding]:
    async with house_on(url) as house:
        return await invariants.look(house)


def show(findings: Sequence[Finding], *, all_of_them: bool = True) -> int:
    """Say what was found; without `all_of_them` only what is wrong, and the sum. 1 when something is."""
    broken = [one for one in findings if not one.holds]
    for one in findings if all_of_them else broken:
        mark = "✓" if one.holds else "✗"
        print(f"  {mark} {one.milliseconds:7.1f} ms  {one.invariant.schema}.{one.invariant.name}")
        if one.holds:
            continue
        print(f"               {one.invariant.sentence}")
        if one.failure:
            print(f"               could not be asked: {one.failure}")
        for key in one.keys:
            print(f"               {key}")
        if one.more:
            print("               and others")
    seconds = sum(one.milliseconds for one in findings) / 1_000
    if broken:
        print(
            f"{len(broken)} of {len(findings)} promises are broken or could not be asked ({seconds:.1f} s)."
        )
    else:
        print(f"All {len(findings)} promises hold ({seconds:.1f} s).")
    return int(bool(broken))
