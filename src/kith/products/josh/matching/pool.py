"""Choosing whom to ask: columns rank a region, the database judges the best of them by every hard filter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh.matching.explain import explain
from kith.products.josh.matching.filters import APART, FILTERS, Filtered, Wanted
from kith.products.josh.matching.moment import direction
from kith.products.josh.matching.occasion import Occasion, Prospect, Ranking, possible
from kith.products.josh.matching.region_people import RegionPeople
from kith.products.josh.matching.scores import OLDEST_DAYS, Traits
from kith.products.josh.matching.tastes import boundaries_of
from kith.products.josh.matching.wanted import wanted_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

MOST_PEOPLE: Final = 250_000
"""How many rows a process keeps, over all regions, before it lets go of those it did not need for longest."""
_SPARE: Final = 12
_CONCERNS_NO_PAIR: Final = frozenset({"not_confirmed_in_window", "invited_fewer_than_3_this_week"})
"""Two groups that become one hold seats at that very time already, and everybody in them was invited."""


class Chosen(msgspec.Struct, frozen=True):
    """Somebody to ask, and why, in the document's shape."""

    user_id: UUID
    explainability: dict[str, Any]


class Verdict(msgspec.Struct, frozen=True):
    """What the database says of a candidate: the filters by name, and whether they can be asked this once more."""

    filtered: Filtered
    unasked: bool
    stopped: bool


class Pools:
    """The regions' columns of one process."""

    def __init__(self, most_people: int = MOST_PEOPLE) -> None:
        self._most_people = most_people
        self._by_region: dict[UUID, RegionPeople] = {}
        # Known from verdicts: nothing announces a STOP, and without this the same people would be judged in vain every time.
        self.stopped: set[UUID] = set()

    def of(self, region_id: UUID) -> RegionPeople:
        """A region's columns; others that were not needed for longest are let go of when there are too many people."""
        people = self._by_region.pop(region_id, None)
        if people is None:
            people = RegionPeople(region_id)
        rows = len(people) + sum(map(len, self._by_region.values()))
        for other in list(self._by_region.values()):
            if rows > self._most_people and not other.lock.locked():
                rows -= len(other)
                del self._by_region[other.region_id]
        self._by_region[region_id] = people
        return people


async def choose(db: Session, house: House, linkup_id: UUID, count: int) -> list[Chosen]:
    """The best `count` people for a broadcasting LinkUp's group who pass every hard filter and were never asked to it.

    People whose yes came too late last time come first. In the random arm the others are drawn by chance, in an order that is
    the same whenever this LinkUp asks. Fewer when fewer pass; none when the LinkUp is not broadcasting. The session must be READ COMMITTED.
    """
    linkup = await queries.linkup(db.connection, id=linkup_id)
    if linkup is None or count <= 0:
        return []
    seated = [row["user_id"] async for row in queries.seated_in(db.connection, linkup_id=linkup_id)]
    members = seated or [linkup["initiator_user_id"]]
    rows = await _rows(db, members)
    wanted = _wanted(linkup, members, rows, db)
    occasion = Occasion(
        brief=linkup["brief"],
        group=tuple(traits_of(rows[member], db.now.date()) for member in members),
        place=_place_of(rows.get(linkup["initiator_user_id"])),
    )
    pools = house.part("josh.region_people", lambda _: Pools())
    people = pools.of(linkup["region_id"])
    async with people.lock:
        ruled_out = {row["id"] async for row in _ruled_out(db, linkup, members, wanted)}
        stopped = await _still_stopped(db, pools)
        await people.bring_up_to_date(db)
        ranking = Ranking(people, occasion, db.now)
        able = possible(people, wanted, ruled_out | stopped)
        if linkup["selection_arm"] == "random":
            batches = ranking.drawn(able, count + _SPARE, linkup_id)
        else:
            batches = ranking.best(able, count + _SPARE)
        chosen: list[Chosen] = []
        for batch in batches:
            verdicts = await judge(db, [prospect.traits.user_id for prospect in batch], wanted, linkup_id)
            pools.stopped |= {who for who, verdict in verdicts.items() if verdict.stopped}
            # Erased in the meantime: no row, no verdict.
            people.strike_out({prospect.traits.user_id for prospect in batch} - verdicts.keys())
            chosen += _passing(batch, verdicts, occasion)
            if len(chosen) >= count:
                break
    return chosen[:count]


async def pairs_that_pass(
    db: Session, house: House, ours: Sequence[UUID], theirs: Sequence[UUID], linkup_id: UUID
) -> set[tuple[UUID, UUID]]:
    """The pairs across two groups, in both orders, whose second person passes the hard filters for the first one.

    All filters but two: time and invitations of the week, see `_CONCERNS_NO_PAIR`. Empty when the LinkUp is not broadcasting.
    """
    linkup = await queries.linkup(db.connection, id=linkup_id)
    if linkup is None:
        return set()
    rows = await _rows(db, [*ours, *theirs])
    passing: set[tuple[UUID, UUID]] = set()
    for group, others in ((ours, theirs), (theirs, ours)):
        for member in group:
            if member not in rows:
                continue
            verdicts = await judge(db, others, _wanted(linkup, [member], rows, db), linkup_id)
            passing |= {
                (member, other)
                for other, verdict in verdicts.items()
                if _CONCERNS_NO_PAIR.issuperset(verdict.filtered.failed)
            }
    return passing


async def judge(db: Session, people: Sequence[UUID], wanted: Wanted, linkup_id: UUID) -> dict[UUID, Verdict]:
    """The hard filters by name for each of these people, as the database has them now; whoever is gone is left out."""
    return {
        row["id"]: Verdict(
            Filtered(
                tuple(name for name in FILTERS if row[name]),
                tuple(name for name in FILTERS if not row[name]),
            ),
            row["unasked"],
            row["stopped"],
        )
        async for row in queries.judge(
            db.connection,
            ids=list(people),
            linkup_id=linkup_id,
            members=list(wanted.member_ids),
            region_id=wanted.region_id,
            now=wanted.now,
            starts_at=wanted.window.starts_at,
            ends_at=wanted.window.ends_at,
            activity_terms=list(wanted.activity_terms),
            window_terms=list(wanted.window_terms),
            constraints=wanted.hard_constraints,
            born_from=wanted.born_from,
            born_to=wanted.born_to,
        )
    }


def traits_of(row: Any, today: date) -> Traits:
    """A row of the query `people` as the scores see it."""
    return Traits(
        row["id"],
        tuple(row["factor_values"]),
        tuple(row["factor_confidences"]),
        tuple(
            OLDEST_DAYS if day is None else min(max((today - day).days, 0), OLDEST_DAYS)
            for day in row["factor_observed_on"]
        ),
        row["openness"],
        row["appeal"],
    )


async def _rows(db: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    return {row["id"]: row async for row in queries.people(db.connection, ids=list(ids))}


def _wanted(linkup: Any, members: Sequence[UUID], rows: dict[UUID, Any], db: Session) -> Wanted:
    people = [rows[member] for member in members]
    return wanted_of(linkup, members, people, [boundaries_of(row["boundaries"])[1] for row in people], db.now)


def _place_of(row: Any) -> tuple[float, float, float] | None:
    if row is None or row["latitude"] is None:
        return None
    return direction(row["latitude"], row["longitude"])


def _ruled_out(db: Session, linkup: Any, members: Sequence[UUID], wanted: Wanted) -> Any:
    return queries.ruled_out(
        db.connection,
        linkup_id=linkup["id"],
        members=list(members),
        region_id=wanted.region_id,
        now=wanted.now,
        starts_at=wanted.window.starts_at,
        ends_at=wanted.window.ends_at,
        earliest=wanted.window.starts_at - APART,
        latest=wanted.window.starts_at + APART,
    )


async def _still_stopped(db: Session, pools: Pools) -> set[UUID]:
    if pools.stopped:
        pools.stopped = {
            row["id"] async for row in queries.still_stopped(db.connection, ids=list(pools.stopped))
        }
    return pools.stopped


def _passing(batch: Sequence[Prospect], verdicts: dict[UUID, Verdict], occasion: Occasion) -> list[Chosen]:
    chosen: list[Chosen] = []
    for prospect in batch:
        verdict = verdicts.get(prospect.traits.user_id)
        if verdict is None or not verdict.filtered.ok or not verdict.unasked:
            continue
        said = explain(
            prospect.scored,
            verdict.filtered,
            occasion.group,
            prospect.traits,
            prospect.moment,
            turned_away=prospect.turned_away,
        )
        chosen.append(Chosen(prospect.traits.user_id, msgspec.to_builtins(said)))
    return chosen
