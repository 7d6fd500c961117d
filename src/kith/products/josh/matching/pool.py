"""Choosing whom to ask: columns narrow a region to the best, the filters decide on each of them from what the database says now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from random import Random
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec
import numpy as np
import numpy.typing as npt

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh.matching.explain import explain
from kith.products.josh.matching.filters import (
    APART,
    INVITES_A_WEEK,
    Candidate,
    Meeting,
    Span,
    Wanted,
    apply_filters,
)
from kith.products.josh.matching.moment import EARTH_RADIUS_KM, activity_weight, window_fit
from kith.products.josh.matching.region_people import WINDOW_BITS, RegionPeople, boundaries_of
from kith.products.josh.matching.scores import (
    LONGEST_WAIT_DAYS,
    MOST_INVITES,
    NEUTRAL,
    OLDEST_DAYS,
    Scored,
    Traits,
)
from kith.products.josh.matching.selection import CandidateMatrix
from kith.products.josh.matching.wanted import part_of_day, wanted_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

UNKNOWN_DISTANCE_KM: Final = 8.0
"""Of people who gave a ZIP code only: neither near nor far."""
_SPARE: Final = 12
_DAY: Final = 86_400.0


class Chosen(msgspec.Struct, frozen=True):
    """Somebody to ask, and why, in the document's shape."""

    user_id: UUID
    explainability: dict[str, Any]


class _Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What the database says now about everybody the group must keep apart from, by person."""

    blocked: dict[UUID, tuple[UUID, ...]]
    said_no: dict[UUID, tuple[UUID, ...]]
    busy: dict[UUID, tuple[Span, ...]]
    holds: dict[UUID, str]
    meetings: dict[UUID, tuple[Meeting, ...]]
    left_out: frozenset[UUID]


class _Pools:
    def __init__(self, _house: House) -> None:
        self.by_region: dict[UUID, RegionPeople] = {}


def people_of(house: House, region_id: UUID) -> RegionPeople:
    """This process's columns of a region."""
    pools = house.part("josh.region_people", _Pools).by_region
    if region_id not in pools:
        pools[region_id] = RegionPeople(region_id)
    return pools[region_id]


async def choose(db: Session, house: House, linkup_id: UUID, count: int) -> list[Chosen]:
    """The best `count` people for a LinkUp's group who pass every hard filter and were not asked before.

    In the random arm they are drawn by chance, the same for the same LinkUp and people. People whose yes came too late last time come
    first.
    """
    linkup = await queries.linkup(db.connection, id=linkup_id)
    if linkup is None or count <= 0:
        return []
    members = [row["user_id"] async for row in queries.seated_in(db.connection, linkup_id=linkup_id)]
    if not members:
        members = [linkup["initiator_user_id"]]
    columns = people_of(house, linkup["region_id"])
    await columns.bring_up_to_date(db)
    group_rows = await _rows(db, members)
    wanted = wanted_of(
        linkup,
        members,
        list(group_rows.values()),
        [boundaries_of(row["boundaries"])[1] for row in group_rows.values()],
        db.now,
    )
    around = await _surroundings(db, linkup, members, wanted)
    group = [traits_of(group_rows[member], db.now.date()) for member in members if member in group_rows]
    brief: dict[str, Any] = linkup["brief"]
    here = _home(group_rows.get(linkup["initiator_user_id"]))
    random_arm = linkup["selection_arm"] == "random"
    matrix, mask = _columns_for(columns, wanted, around, brief, here, db.now)
    chance = Random(str(linkup_id)) if random_arm else None  # noqa: S311 - a draw that can be repeated, no secret
    order = _ranked(columns, matrix, mask, group, count + _SPARE, chance)
    return await _confirmed(
        db, columns, matrix, order, wanted, around, group, brief, here, count, by_chance=random_arm
    )


async def _rows(db: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    return {row["id"]: row async for row in queries.people(db.connection, ids=list(ids))}


def traits_of(row: Any, today: date) -> Traits:
    """A person's row as the scores see it."""
    return Traits(
        row["id"],
        tuple(float(value) for value in row["factor_values"]),
        tuple(float(value) for value in row["factor_confidences"]),
        tuple(
            OLDEST_DAYS if day is None else min(max((today - day).days, 0), OLDEST_DAYS)
            for day in row["factor_observed_on"]
        ),
        float(row["openness"]),
        float(row["appeal"]),
    )


def _home(row: Any) -> tuple[float, float] | None:
    if row is None or row["latitude"] is None:
        return None
    return float(row["latitude"]), float(row["longitude"])


async def _surroundings(db: Session, linkup: Any, members: Sequence[UUID], wanted: Wanted) -> _Surroundings:
    connection = db.connection
    blocked: dict[UUID, list[UUID]] = {}
    said_no: dict[UUID, list[UUID]] = {}
    async for row in queries.apart_from(connection, members=list(members)):
        (blocked if row["why"] == "block" else said_no).setdefault(row["other"], []).append(row["member"])
    busy: dict[UUID, list[Span]] = {}
    async for row in queries.busy_in(
        connection,
        region_id=linkup["region_id"],
        starts_at=linkup["starts_at"],
        ends_at=linkup["ends_at"],
        linkup_id=linkup["id"],
    ):
        busy.setdefault(row["user_id"], []).append(Span(row["starts_at"], row["ends_at"]))
    meetings: dict[UUID, list[Meeting]] = {}
    async for row in queries.met_with(
        connection,
        members=list(members),
        earliest=wanted.window.starts_at - APART,
        latest=wanted.window.starts_at + APART,
    ):
        meetings.setdefault(row["other"], []).append(Meeting(row["member"], row["met_at"], row["both_again"]))
    asked = [row["invited_user_id"] async for row in queries.asked_for(connection, linkup_id=linkup["id"])]
    holds = {row["person_id"]: row["state"] async for row in queries.on_hold(connection)}
    return _Surroundings(
        blocked={who: tuple(members) for who, members in blocked.items()},
        said_no={who: tuple(members) for who, members in said_no.items()},
        busy={who: tuple(spans) for who, spans in busy.items()},
        holds=holds,
        meetings={who: tuple(found) for who, found in meetings.items()},
        left_out=frozenset((*asked, *members)),
    )


def _columns_for(
    columns: RegionPeople,
    wanted: Wanted,
    around: _Surroundings,
    brief: dict[str, Any],
    here: tuple[float, float] | None,
    now: datetime,
) -> tuple[CandidateMatrix, npt.NDArray[np.bool_]]:
    """Everybody's columns for this occasion, and who could pass the filters."""
    today = now.date().toordinal()
    freshness = np.clip(today - columns.column("observed_on"), 0, OLDEST_DAYS).astype(np.int16)
    invites = columns.invites_this_week()
    waited = np.clip((now.timestamp() - columns.column("waiting_since")) / _DAY, 0, LONGEST_WAIT_DAYS)
    matrix = CandidateMatrix.from_columns(
        columns.ids,
        values=columns.column("values"),
        confidences=columns.column("confidences"),
        freshness_days=freshness,
        openness=columns.column("openness"),
        appeal=columns.column("appeal"),
        activity_weight=_activity_column(columns, brief),
        window_fit=_window_column(columns, brief),
        distance_km=_distance_column(columns, here),
        invites_recently=np.clip(invites, 0, MOST_INVITES).astype(np.int16),
        waited_days=waited.astype(np.int16),
    )
    born = columns.column("birthday")
    mask = (
        columns.column("alive")
        & columns.column("invitable")
        & (columns.column("entitled_until") > now.timestamp())
        & (invites < INVITES_A_WEEK)
        & (born >= wanted.born_from.toordinal())
        & (born <= wanted.born_to.toordinal())
    )
    for who in (*around.blocked, *around.said_no, *around.busy, *around.holds, *around.left_out):
        _strike_out(columns, mask, who)
    for who, met in around.meetings.items():
        if not all(meeting.both_again for meeting in met):
            _strike_out(columns, mask, who)
    for term in (*wanted.activity_terms, *wanted.window_terms):
        mask[list(columns.rows_with_no_thanks.get(term, ()))] = False
    for key, value in wanted.hard_constraints.items():
        mask[list(columns.rows_with_constraint.get((key, not value), ()))] = False
    return matrix, mask


def _strike_out(columns: RegionPeople, mask: npt.NDArray[np.bool_], who: UUID) -> None:
    row = columns.row_of.get(who)
    if row is not None:
        mask[row] = False


def _activity_column(columns: RegionPeople, brief: dict[str, Any]) -> npt.NDArray[np.float32]:
    key = str(brief.get("activity_key", ""))
    emphasis = brief.get("motive_emphasis") or {}
    column = np.full(len(columns.ids), NEUTRAL, dtype=np.float32)
    for row in columns.rows_with_activity.get(key, ()):
        column[row] = activity_weight(columns.patterns[row], key, emphasis)
    return column


def _window_column(columns: RegionPeople, brief: dict[str, Any]) -> npt.NDArray[np.float32]:
    part = part_of_day(brief)
    column = np.full(len(columns.ids), NEUTRAL, dtype=np.float32)
    if part is None:
        return column
    windows = columns.column("windows")
    column[windows != 0] = 0.0
    column[(windows & WINDOW_BITS[part]) != 0] = 1.0
    key = str(brief.get("activity_key", ""))
    for row in columns.rows_with_activity.get(key, ()):
        column[row] = window_fit(columns.patterns[row], key, part)
    return column


def _distance_column(columns: RegionPeople, here: tuple[float, float] | None) -> npt.NDArray[np.float32]:
    column = np.full(len(columns.ids), UNKNOWN_DISTANCE_KM, dtype=np.float32)
    if here is None:
        return column
    latitude = np.radians(columns.column("latitude").astype(np.float64))
    longitude = np.radians(columns.column("longitude").astype(np.float64))
    own_latitude, own_longitude = np.radians(here[0]), np.radians(here[1])
    half = (
        np.sin((latitude - own_latitude) / 2) ** 2
        + np.cos(own_latitude) * np.cos(latitude) * np.sin((longitude - own_longitude) / 2) ** 2
    )
    found = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    known = ~np.isnan(found)
    column[known] = found[known]
    return column


def _ranked(
    columns: RegionPeople,
    matrix: CandidateMatrix,
    mask: npt.NDArray[np.bool_],
    group: Sequence[Traits],
    count: int,
    chance: Random | None,
) -> list[int]:
    """Rows worth a closer look: those who wait first, then the best scores, equal ones by id; or drawn by chance."""
    possible = np.flatnonzero(mask)
    if not len(possible):
        return []
    if chance is not None:
        pool = sorted((int(row) for row in possible), key=lambda row: columns.ids[row])
        return chance.sample(pool, min(count, len(pool)))
    final = matrix.final_scores(matrix.friend_scores(group), matrix.moment_fits())
    # Whoever was turned away by a full table comes before everybody else.
    ranks = final[possible] + columns.column("priority")[possible] * 2.0
    if len(possible) > count:
        threshold = np.partition(ranks, len(ranks) - count)[len(ranks) - count]
        possible, ranks = possible[ranks >= threshold], ranks[ranks >= threshold]
    pairs = sorted(
        zip(ranks.tolist(), possible.tolist(), strict=True), key=lambda p: (-p[0], columns.ids[p[1]])
    )
    return [row for _, row in pairs[:count]]


async def _confirmed(
    db: Session,
    columns: RegionPeople,
    matrix: CandidateMatrix,
    order: Sequence[int],
    wanted: Wanted,
    around: _Surroundings,
    group: Sequence[Traits],
    brief: dict[str, Any],
    here: tuple[float, float] | None,
    count: int,
    *,
    by_chance: bool,
) -> list[Chosen]:
    """Judge each by the filters, from rows read now; explain those who pass."""
    rows = await _rows(db, [columns.ids[at] for at in order])
    friend = matrix.friend_scores(group) if order else np.empty(0)
    moments = matrix.moment_fits() if order else np.empty(0)
    final = matrix.final_scores(friend, moments) if order else np.empty(0)
    invited = _invited_times(columns, order)
    chosen: list[Chosen] = []
    for at in order:
        row = rows.get(columns.ids[at])
        if row is None:
            continue
        candidate = candidate_of(row, around, invited.get(at, ()))
        filtered = apply_filters(candidate, wanted)
        if not filtered.ok:
            continue
        traits, moment = matrix.row(at)
        scored = Scored(row["id"], float(friend[at]), float(moments[at]), float(final[at]), by_chance)
        chosen.append(
            Chosen(row["id"], msgspec.to_builtins(explain(scored, filtered, group, traits, moment)))
        )
        if len(chosen) == count:
            break
    return chosen


def _invited_times(columns: RegionPeople, order: Sequence[int]) -> dict[int, tuple[datetime, ...]]:
    looked_at = set(order)
    found: dict[int, list[datetime]] = {}
    for row, moment in zip(columns.invite_rows, columns.invite_times, strict=True):
        if row in looked_at:
            found.setdefault(row, []).append(datetime.fromtimestamp(moment, UTC))
    return {row: tuple(times) for row, times in found.items()}


def candidate_of(row: Any, around: _Surroundings, invited_at: tuple[datetime, ...]) -> Candidate:
    """A person's row and surroundings as the filters see them."""
    no_thanks, constraints = boundaries_of(row["boundaries"])
    who: UUID = row["id"]
    return Candidate(
        user_id=who,
        region_id=row["region_id"],
        state="paused" if row["paused_at"] is not None else row["state"],
        profile_state=row["profile_state"],
        completed_at=row["completed_at"],
        birthday=row["birthday"],
        eligible_to_participate=row["participates"],
        entitlement_expires_at=row["entitlement_expires_at"],
        hold_state=around.holds.get(who, "none"),
        suspended_at=row["suspended_at"],
        deleted_at=row["deleted_at"],
        blocked_with=around.blocked.get(who, ()),
        said_no_with=around.said_no.get(who, ()),
        confirmed=around.busy.get(who, ()),
        invited_at=invited_at,
        no_thanks=no_thanks,
        hard_constraints=constraints,
        meetings=around.meetings.get(who, ()),
    )


async def pairs_that_pass(
    db: Session, house: House, ours: Sequence[UUID], theirs: Sequence[UUID], linkup_id: UUID
) -> set[tuple[UUID, UUID]]:
    """The pairs across two groups, in both orders, who pass the hard filters for each other."""
    linkup = await queries.linkup(db.connection, id=linkup_id)
    rows = await _rows(db, [*ours, *theirs])
    passing: set[tuple[UUID, UUID]] = set()
    for group, others in ((ours, theirs), (theirs, ours)):
        for member in group:
            if member not in rows or linkup is None:
                continue
            constraints = [boundaries_of(rows[member]["boundaries"])[1]]
            wanted = wanted_of(linkup, [member], [rows[member]], constraints, db.now)
            around = await _surroundings(db, linkup, [member], wanted)
            for other in others:
                if other not in rows:
                    continue
                # Both hold a seat at this very time, in the two LinkUps that would become one.
                candidate = msgspec.structs.replace(candidate_of(rows[other], around, ()), confirmed=())
                if apply_filters(candidate, wanted).ok:
                    passing.add((member, other))
    return passing
