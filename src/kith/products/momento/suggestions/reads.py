"""Suggestions for an event: who passes every hard rule, best first, each with the reason in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from kith.foundation.database import Session
from kith.foundation.language import _
from kith.products.momento.spoken import interest_said
from kith.products.momento.suggestions.pool import People, queries
from kith.products.momento.suggestions.ranking import Floats, Table, scores, unit

if TYPE_CHECKING:
    from kith.foundation.house import House

MOST_A_WEEK: Final = 4
"""Invitations a person gets in a week at most."""
_SPARE: Final = 12
_HOST_WEIGHT, _GUEST_WEIGHT = 0.5, 0.35


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to ask. `reason` is one line for the host; the score in [0, 1] stays with us."""

    profile_id: UUID
    name: str
    face_card_photo_id: UUID | None
    photo_authentic: bool
    occupation: str | None
    location: str | None
    bio: str | None
    interests: list[str]
    reason: str


class Ranked(msgspec.Struct, frozen=True):
    """Somebody who may be asked, and why."""

    profile_id: UUID
    reason: str


def people_of(house: House) -> People:
    """This process's columns."""
    return house.part("momento.suggestions.people", lambda _house: People())


async def rank(db: Session, house: House, event: UUID, count: int) -> list[Ranked]:
    """The best `count` people for an event who pass every hard rule now, in a service session that is READ COMMITTED."""
    wanted = await queries.table(db.connection, event=event)
    if wanted is None or wanted["starts_at"] is None or count <= 0:
        return []
    people = people_of(house)
    async with people.lock:
        await people.bring_up_to_date(db)
        guests = [row async for row in queries.guests_interests(db.connection, event=event)]
        ruled_out = [
            row["id"]
            async for row in queries.ruled_out(
                db.connection,
                event=event,
                host_profile=wanted["host_profile"],
                starts_at=wanted["starts_at"],
                ends_at=wanted["ends_at"],
                week_ago=db.now - timedelta(days=7),
                most_a_week=MOST_A_WEEK,
            )
        ]
        well = {
            row["id"]
            async for row in queries.goes_well(
                db.connection, event=event, host_profile=wanted["host_profile"]
            )
        }
        size = len(people)
        able = people.active[:size] & (people.born[:size] <= _born_before(wanted))
        for who in ruled_out:
            at = people.row_of.get(who)
            if at is not None:
                able[at] = False
        again = np.zeros(size, dtype=np.bool_)
        for who in well:
            at = people.row_of.get(who)
            if at is not None:
                again[at] = True
        target = _weights(people, wanted, guests)
        found = scores(
            Table(
                wanted=target,
                place=None if wanted["latitude"] is None else unit(wanted["latitude"], wanted["longitude"]),
                newcomers=sum(guest["newcomer"] for guest in guests) / max(len(guests), 1),
            ),
            interests=people.interests[:size],
            idf=people.idf,
            places=people.places[:size],
            reliability=people.reliability[:size],
            newcomer=people.newcomer[:size],
            again=again,
        )
        found[~able] = -1
        chosen: list[Ranked] = []
        order = _best(found, count + _SPARE)
        while order and len(chosen) < count:
            judged = {
                row["id"]
                async for row in queries.judged(
                    db.connection, event=event, ids=[people.ids[at] for at in order]
                )
            }
            chosen += [
                Ranked(people.ids[at], _reason(people, at, target, wanted, again=bool(again[at])))
                for at in order
                if people.ids[at] in judged
            ]
            found[order] = -1
            order = _best(found, count + _SPARE)
    return chosen[:count]


async def suggest(db: Session, house: House, event: UUID, count: int) -> list[Suggestion]:
    """As `rank`, with what a host sees of each."""
    ranked = await rank(db, house, event, count)
    rows = {
        row["id"]: row async for row in queries.cards(db.connection, ids=[who.profile_id for who in ranked])
    }
    return [
        Suggestion(
            profile_id=who.profile_id,
            name=row["name"],
            face_card_photo_id=row["face_card_photo_id"],
            photo_authentic=row["photo_authentic"],
            occupation=row["occupation"],
            location=row["location"],
            bio=row["bio"],
            interests=list(row["interests"]),
            reason=who.reason,
        )
        for who in ranked
        if (row := rows.get(who.profile_id)) is not None
    ]


def _born_before(wanted: Any) -> int:
    """The latest birthday (ordinal) of somebody old enough on the day of the event."""
    day = wanted["starts_at"].astimezone(ZoneInfo(wanted["time_zone"])).date()
    age = max(wanted["minimum_age"] or 18, 18)
    try:
        return day.replace(year=day.year - age).toordinal()
    except ValueError:  # 29 February of a year that has none
        return date(day.year - age, 2, 28).toordinal()


def _weights(people: People, wanted: Any, guests: Sequence[Any]) -> Floats:
    """What the event is about counts whole, what its host likes half, what each guest likes a share."""
    weights = np.zeros(len(people.column_of) + 1, dtype=np.float32)

    def add(interests: Sequence[int], weight: float) -> None:
        for interest in interests:
            column = people.column_of.get(interest)
            if column is not None:
                weights[column] += weight

    add(wanted["interests"], 1.0)
    add(wanted["host_interests"], _HOST_WEIGHT if wanted["interests"] else 1.0)
    for guest in guests:
        if guest["profile_id"] != wanted["host_profile"]:
            add(guest["interests"], _GUEST_WEIGHT / max(len(guests), 1))
    return weights


def _best(found: Floats, count: int) -> list[int]:
    """The rows of the highest scores, best first, the earlier row first among equals; those below zero are out."""
    if len(found) > count:
        bar = np.partition(found, len(found) - count)[len(found) - count]
        rows = np.flatnonzero(found >= bar)
    else:
        rows = np.arange(len(found))
    rows = rows[found[rows] >= 0]
    return [int(at) for at in rows[np.lexsort((rows, -found[rows]))][:count]]


def _reason(people: People, at: int, target: Floats, wanted: Any, *, again: bool) -> str:
    """One line, from what is no secret: interests, that people go well together, a first evening, nearness."""
    weights = target * people.idf
    columns = [int(column) for column in people.interests[at] if column and weights[column] > 0]
    columns.sort(key=lambda column: -float(weights[column]))
    interest_of = {column: interest for interest, column in people.column_of.items()}
    about = {people.column_of.get(interest) for interest in wanted["interests"]}
    in_theme = bool(columns) and columns[0] in about
    names = [
        interest_said(people.names[interest_of[column]])
        for column in columns
        if (column in about) == in_theme
    ][:2]
    if again:
        return _("Goes well with somebody who is coming.")
    if names:
        shared = names[0] if len(names) == 1 else _("%(one)s and %(other)s", one=names[0], other=names[1])
        if in_theme:
            return _("Into %(interests)s, what your event is about.", interests=shared)
        return _("Shares %(interests)s with you or your guests.", interests=shared)
    if people.newcomer[at]:
        return _("New here: an easy first evening.")
    return _("Lives close by and comes when they say so.")
