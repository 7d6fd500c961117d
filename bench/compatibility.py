"""One profile against 10,000: how long all their scores take.

Promised: p95 below 250 ms, columns made anew each time included. The same numbers as one by one, in a sample of 500.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

from _place import table
from harness.attuned_people import random_profile

from kith.products.attuned.compatibility.many import Profiles, scores
from kith.products.attuned.compatibility.score import compatibility

PEOPLE = 10_000
LOOKS = 40
MOST_MS = 250.0


def main() -> int:
    chance = random.Random(7)
    people = [random_profile(chance) for _ in range(PEOPLE)]
    whole: list[float] = []
    kept: list[float] = []
    columns = Profiles(people)
    for number in range(LOOKS):
        began = time.perf_counter()
        found = scores(people[number], Profiles(people))
        whole.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        scores(people[number], columns)
        kept.append((time.perf_counter() - began) * 1000)
    sample = range(0, PEOPLE, PEOPLE // 500)
    agreed = sum(compatibility(people[LOOKS - 1], people[at]).score == found[at] for at in sample)
    p95 = statistics.quantiles(whole, n=20)[-1]
    return table(
        f"Compatibility: one profile against {PEOPLE:,}, {LOOKS} times",
        [
            ("p95, columns made anew", f"{p95:.1f} ms", f"below {MOST_MS:.0f} ms", p95 < MOST_MS),
            ("p95, columns kept", f"{statistics.quantiles(kept, n=20)[-1]:.1f} ms", "", None),
            ("equal to one by one", f"{agreed} of {len(sample)}", "all", agreed == len(sample)),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
