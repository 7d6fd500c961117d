from __future__ import annotations

import random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.linkups.activities import CATALOG, Activity, find
from kith.products.josh.linkups.venues import Venue, choose, from_document

CAFE = Venue(id=UUID(int=1), name="Corner Cafe", kind="cafe", address="1 Main St", capacity=6)
QUIET_CAFE = Venue(
    id=UUID(int=2), name="Quiet Cup", kind="cafe", constraints={"quiet": True, "wheelchair": True}
)
LOUD_CAFE = Venue(id=UUID(int=3), name="Loud Cup", kind="cafe", constraints={"quiet": False})
BAR = Venue(id=UUID(int=4), name="The Tap", kind="bar")
PARK = Venue(id=UUID(int=5), name="City Park", kind="park")
COURT = Venue(
    id=UUID(int=6), name="East Courts", kind="court", activity_keys=("tennis", "pickleball"), capacity=4
)
PRIVATE = Venue(id=UUID(int=7), name="Somebody's flat", kind="cafe", public=False)
ALL = (CAFE, QUIET_CAFE, LOUD_CAFE, BAR, PARK, COURT, PRIVATE)


def _activity(key: str) -> Activity:
    found = find(key)
    assert found is not None
    return found


def test_a_private_address_is_never_proposed() -> None:
    assert choose((PRIVATE,), activity=_activity("coffee"), constraints={}, people=2, seed="a") is None


def test_the_kind_the_activity_needs_is_chosen() -> None:
    assert choose(ALL, activity=_activity("tennis"), constraints={}, people=2, seed="a") == COURT
    assert choose(ALL, activity=_activity("drinks"), constraints={}, people=2, seed="a") == BAR


def test_constraints_are_kept() -> None:
    chosen = choose(ALL, activity=_activity("coffee"), constraints={"wheelchair": True}, people=2, seed="a")
    assert chosen == QUIET_CAFE
    assert (
        choose((LOUD_CAFE,), activity=_activity("coffee"), constraints={"quiet": True}, people=2, seed="a")
        is None
    )
    assert (
        choose((BAR,), activity=_activity("drinks"), constraints={"no_bars": True}, people=2, seed="a")
        is None
    )
    assert (
        choose((CAFE,), activity=_activity("coffee"), constraints={"outdoor": True}, people=2, seed="a")
        is None
    )


def test_a_place_too_small_is_not_chosen() -> None:
    assert choose((COURT,), activity=_activity("tennis"), constraints={}, people=6, seed="a") is None


def test_a_place_used_lately_waits_its_turn() -> None:
    for seed in "abcdefgh":
        chosen = choose(
            (CAFE, QUIET_CAFE),
            activity=_activity("coffee"),
            constraints={},
            people=2,
            recently_used=(CAFE.id,),
            seed=seed,
        )
        assert chosen == QUIET_CAFE


@given(st.text(max_size=20), st.sampled_from(CATALOG), st.integers(2, 6), st.randoms(use_true_random=False))
def test_the_choice_depends_on_the_seed_and_not_on_the_order(
    seed: str, activity: Activity, people: int, shuffler: random.Random
) -> None:
    mixed = list(ALL)
    shuffler.shuffle(mixed)
    one = choose(ALL, activity=activity, constraints={}, people=people, seed=seed)
    other = choose(mixed, activity=activity, constraints={}, people=people, seed=seed)
    assert one == other
    assert one is None or one.public


def test_different_seeds_spread_over_the_places() -> None:
    chosen = [
        choose(ALL, activity=_activity("coffee"), constraints={}, people=2, seed=str(number))
        for number in range(40)
    ]
    assert {venue.name for venue in chosen if venue} == {"Corner Cafe", "Quiet Cup", "Loud Cup"}


def test_a_venue_survives_its_document() -> None:
    kept = from_document(CAFE.as_document())
    assert kept is not None
    assert (kept.name, kept.address, kept.kind) == (CAFE.name, CAFE.address, CAFE.kind)
    assert from_document(None) is None
    assert from_document({"name": " "}) is None
