"""LinkUps as operators see them: what happened when, who was asked in which wave, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from kith.foundation import pages as keyset
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import _
from kith.products.josh.linkups.wording import activity_named, local_moment
from kith.products.josh.operators.frame import ACTOR, Requested, address, next_page, person_cell, queries
from kith.web.console_frame import EVERYBODY, Link, Table, console_page, only, operator
from kith.web.request import house_of

_PATH: Final = "/console/josh/linkups"
_STATES: Final = ("draft", "broadcasting", "locked", "completed", "expired", "canceled")
_SIZE: Final = 50
_MOST_EVENTS: Final = 1000


@get(_PATH, include_in_schema=False, opt=only(*EVERYBODY))
async def show_linkups(
    request: Requested, state_is: FromQuery[str | None] = None, cursor: FromQuery[str | None] = None
) -> Response[str]:
    await operator(request)
    if state_is and state_is not in _STATES:
        raise Invalid(_("A LinkUp is one of %(states)s.", states=", ".join(_STATES)), field="state_is")
    after = keyset.decode(cursor)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        rows = [
            row
            async for row in queries.linkups(
                db.connection,
                state=state_is or None,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=_SIZE + 1,
            )
        ]
    more = next_page(_PATH, rows, _SIZE, state_is=state_is)
    table = Table(
        title="LinkUps" if not state_is else f"LinkUps: {state_is}",
        columns=("LinkUp", "State", "When", "Region", "Started by", "Seats", "Waves", "Chosen", "Since"),
        rows=[
            (
                Link(activity_named(row["brief"]), f"{_PATH}/{row['id']}"),
                row["state"],
                local_moment(row["event_time"] or row["starts_at"], row["time_zone"]),
                row["region"],
                row["initiator"],
                f"{row['seats_taken']} of {row['min_size']} to {row['max_size']}",
                row["waves_sent"],
                row["selection_arm"],
                row["created_at"],
            )
            for row in rows
        ],
        empty="There is no such LinkUp.",
        more=more,
    )
    filters = [
        Link("All", _PATH),
        *(Link(name.capitalize(), address(_PATH, state_is=name)) for name in _STATES),
    ]
    return console_page(request, "LinkUps", [table], links=filters, product="josh")


@get(_PATH + "/{linkup_id:uuid}", include_in_schema=False, opt=only(*EVERYBODY))
async def show_linkup(request: Requested, linkup_id: FromPath[UUID]) -> Response[str]:
    admin = await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        linkup = await queries.linkup(db.connection, id=linkup_id)
        if linkup is None:
            raise NotFound
        events = [row async for row in queries.timeline(db.connection, id=linkup_id, at_most=_MOST_EVENTS)]
        invites = [row async for row in queries.invites(db.connection, id=linkup_id)]
        participants = [row async for row in queries.participants(db.connection, id=linkup_id)]
    return console_page(
        request,
        f"LinkUp: {activity_named(linkup['brief'])}",
        [
            _timeline(events),
            _waves(invites, admin.role),
            _reasons(invites),
            _participants(participants, admin.role),
        ],
        lead=f"{linkup['region']}, {local_moment(linkup['event_time'] or linkup['starts_at'], linkup['time_zone'])}. "
        f"{linkup['initiator']} started it.",
        facts=_facts(linkup),
        links=[Link("All LinkUps", _PATH)],
        product="josh",
    )


def _facts(linkup: Mapping[str, Any]) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        ("State", linkup["state"]),
        ("Seats taken", f"{linkup['seats_taken']} of {linkup['max_size']}"),
        ("At least", linkup["min_size"]),
        ("Waves", linkup["waves_sent"]),
        ("People chosen", "at random" if linkup["selection_arm"] == "random" else "by score"),
    ]
    if linkup["venue"]:
        facts.append(("Place", linkup["venue"]))
    if linkup["canceled_reason"]:
        facts.append(("Called off because", linkup["canceled_reason"]))
    return facts


def _timeline(events: list[Any]) -> Table:
    return Table(
        title="What happened",
        columns=("No.", "When", "What", "Who", "From", "To"),
        rows=[
            (at, row["created_at"], row["event_type"], row["first_name"], row["from_state"], row["to_state"])
            for at, row in enumerate(events, start=1)
        ],
        empty="Nothing yet.",
    )


def _waves(invites: list[Any], role: str) -> Table:
    return Table(
        title="Who was asked",
        columns=("Wave", "Who", "Asked", "Until", "Answer", "Answered", "Yes too late"),
        rows=[
            (
                row["wave"],
                person_cell(role, row["invited_user_id"], row["first_name"]),
                row["sent_at"] or row["created_at"],
                row["expires_at"],
                row["state"],
                row["responded_at"],
                row["late_reply_at"],
            )
            for row in invites
        ],
        empty="Nobody has been asked.",
    )


def _reasons(invites: list[Any]) -> Table:
    return Table(
        title="Why they were asked",
        lead="Scores run from 0 to 1. They order people who passed every filter and say nothing about a person's worth.",
        columns=("Who", "Friend", "Moment", "Final", "Chosen", "Filters passed", "Filters failed", "Reasons"),
        rows=[(row["first_name"], *_why(row["explainability"])) for row in invites],
        empty="Nobody has been asked.",
    )


def _why(said: Mapping[str, Any]) -> tuple[Any, ...]:
    filters: Mapping[str, list[str]] = said.get("filters") or {}
    return (
        *(_score(said.get(name)) for name in ("friend_score", "moment_fit", "final_score")),
        said.get("arm"),
        _listed(filters.get("passed")),
        _listed(filters.get("failed")),
        ", ".join(said.get("top_reasons") or ()),
    )


def _listed(names: list[str] | None) -> str:
    return ", ".join(name.replace("_", " ") for name in names or ()) or "none"


def _score(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _participants(participants: list[Any], role: str) -> Table:
    return Table(
        title="Who is in",
        columns=("Who", "Part", "State", "Canceled late", "Running late", "Joined", "Left"),
        rows=[
            (
                person_cell(role, row["user_id"], row["first_name"]),
                row["role"],
                row["status"],
                "yes" if row["late_cancel"] else "",
                row["running_late_at"],
                row["joined_at"],
                row["left_at"],
            )
            for row in participants
        ],
        empty="It has not been locked.",
    )


ROUTES = [show_linkups, show_linkup]
