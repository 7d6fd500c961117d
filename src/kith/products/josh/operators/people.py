"""Finding a person, what operators may see of them, and holds and strikes."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import phonenumbers
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.safety import commands as safety
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.products.josh.linkups.setting_aside import take_out
from kith.products.josh.linkups.wording import activity_named
from kith.products.josh.operators.frame import ACTOR, PERSONAL, PRODUCT, Requested, queries
from kith.web import forms
from kith.web.console_frame import (
    Do,
    Field,
    Form,
    Link,
    Table,
    about_person,
    console_page,
    only,
    operator,
    reason_in,
)
from kith.web.pages import flash_next
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_PEOPLE: Final = "/console/josh/people"
_HOLDS: Final = "/console/josh/holds"
_MOST: Final = 200
_HOLD_NAMES: Final = {"soft_hold": "soft: no new invites", "hard_hold": "hard: nothing at all"}


class Search(msgspec.Struct, frozen=True):
    who: Annotated[str, msgspec.Meta(max_length=60)]
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


class NewHold(msgspec.Struct, frozen=True):
    """A hold to be applied; without `until` it lasts until it is cleared. `until` is a day, over when it begins in UTC."""

    who: Annotated[str, msgspec.Meta(max_length=60)]
    state: Literal["soft_hold", "hard_hold"]
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""
    until: date | None = None


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


async def _find(db: Session, house: House, who: str) -> UUID | None:
    """The person with this id or telephone number, if they are of JOSH.

    Raises:
        Invalid: it is neither an id nor a number.
    """
    try:
        wanted = UUID(who)
    except ValueError:
        return await queries.person_by_phone(db.connection, phone_hash=house.keyring.phone_hash(_number(who)))
    row = await queries.person(db.connection, id=wanted)
    return None if row is None else wanted


def _number(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        raise Invalid(
            "Please give a telephone number, such as +1 512 555 0123, or a person's id.", field="who"
        ) from None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@get(_PEOPLE, include_in_schema=False, opt=only(*PERSONAL))
async def search_page(request: Requested) -> Response[str]:
    await operator(request)
    form = Form(
        title="Find a person",
        lead="By telephone number or id. Every search goes into the audit log with its reason; the number itself does not.",
        action=f"{_PEOPLE}/find",
        button="Find",
        fields=(
            Field(name="who", label="Telephone number or id"),
            Field(name="reason", label="Why you are looking"),
        ),
    )
    return console_page(request, "People", [], forms=[form], product="josh")


@post(f"{_PEOPLE}/find", include_in_schema=False, status_code=200)
async def find(request: Requested) -> Redirect:
    admin = await operator(request, *PERSONAL)
    form = await forms.read(request, Search)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        found = await _find(db, house, form.who)
        await audit.record(
            db,
            admin=admin,
            action="josh.person.searched",
            target_type="person",
            target_id=found,
            reason=reason,
            payload={"found": found is not None},
            product=PRODUCT,
        )
    if found is None:
        flash_next(request, "info", "Nobody at JOSH has that number or id.")
        return Redirect(_PEOPLE, status_code=303)
    return Redirect(f"{_PEOPLE}/{found}", status_code=303)


@get(_PEOPLE + "/{person_id:uuid}", include_in_schema=False, opt=only(*PERSONAL))
async def show_person(request: Requested, person_id: FromPath[UUID]) -> Response[str]:
    admin = await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        person = await queries.person(db.connection, id=person_id)
        if person is None:
            raise NotFound
        hold = await safety.hold_of(db, person_id)
        points = await safety.points_of(db, person_id, PRODUCT)
        strikes = [row async for row in queries.strikes(db.connection, user_id=person_id, at_most=_MOST)]
        linkups = [row async for row in queries.linkups_of(db.connection, user_id=person_id, at_most=50)]
        await audit.record(
            db,
            admin=admin,
            action="josh.person.viewed",
            target_type="person",
            target_id=person_id,
            product=PRODUCT,
        )
    facts = [
        ("State", person["state"] + (", paused" if person["paused_at"] else "")),
        ("Number ends in", person["last_four"] or "erased"),
        ("Region", person["region"] or "none"),
        ("Membership", person["subscription"] or "none"),
        ("Profile", person["profile"] or "none"),
        ("Conversation", person["mode"] or "never began"),
        ("Strike points", points),
    ]
    held = Table(
        title="Hold",
        columns=("Kind", "Reason", "Since", "Until", ""),
        rows=[]
        if hold is None
        else [(_hold_name(hold.state), hold.reason, hold.applied_at, hold.expires_at, _clear(person_id))],
        empty="None.",
    )
    taken = Table(
        title="LinkUps",
        columns=("LinkUp", "State", "Asked", "Part", "Since"),
        rows=[
            (
                Link(activity_named(row["brief"]), f"/console/josh/linkups/{row['id']}"),
                row["state"],
                row["invite"] or "started it",
                row["status"],
                row["created_at"],
            )
            for row in linkups
        ],
        empty="None yet.",
    )
    return console_page(
        request,
        person["first_name"],
        [held, _strikes_table(strikes, named=False), taken],
        facts=facts,
        links=[
            Link("Their texts", f"/console/josh/texts?person={person_id}"),
            *about_person(person_id, "josh"),
            Link("Find another", _PEOPLE),
        ],
        forms=[_hold_form(person_id)],
        product="josh",
    )


@get(_HOLDS, include_in_schema=False, opt=only(*PERSONAL))
async def show_holds(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        holds = [row async for row in queries.holds(db.connection, at_most=_MOST)]
        strikes = [row async for row in queries.strikes(db.connection, user_id=None, at_most=_MOST)]
    held = Table(
        title="On hold",
        lead=f"In force now, in every product of the house; the newest {_MOST}.",
        columns=("Who", "Kind", "Reason", "Since", "Until", "By", ""),
        rows=[
            (
                Link(row["first_name"], f"{_PEOPLE}/{row['person_id']}"),
                _hold_name(row["state"]),
                row["reason"],
                row["applied_at"],
                row["expires_at"],
                row["applied_by_role"] or "the house",
                _clear(row["person_id"]),
            )
            for row in holds
        ],
        empty="Nobody is on hold.",
    )
    return console_page(
        request,
        "Holds and strikes",
        [held, _strikes_table(strikes, named=True)],
        forms=[_hold_form(None)],
        product="josh",
    )


@post(_HOLDS, include_in_schema=False, status_code=200)
async def apply_hold(request: Requested) -> Redirect:
    admin = await operator(request, *PERSONAL)
    form = await forms.read(request, NewHold)
    reason = reason_in(form.reason)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        until = None if form.until is None else datetime.combine(form.until, time(), ZoneInfo("UTC"))
        if until is not None and until <= db.now:
            raise Invalid(
                "A hold ends on some later day; leave it empty to hold until it is cleared.", field="until"
            )
        person = await _find(db, house, form.who)
        if person is None:
            raise Invalid("Nobody at JOSH has that number or id.", field="who")
        await safety.apply_hold(db, person, form.state, reason, until=until, by=admin.id)
        await audit.record(
            db,
            admin=admin,
            action="josh.hold.applied",
            target_type="person",
            target_id=person,
            reason=reason,
            payload={"state": form.state, "until": None if until is None else until.isoformat()},
            product=PRODUCT,
        )
    await take_out(house, person)
    flash_next(request, "success", "The hold is in force.")
    return Redirect(f"{_PEOPLE}/{person}", status_code=303)


@post(_HOLDS + "/{person_id:uuid}/clear", include_in_schema=False, status_code=200)
async def clear_hold(request: Requested, person_id: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *PERSONAL)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, house.product("josh").schema) as db:
        if await queries.person(db.connection, id=person_id) is None:
            raise NotFound
        if not await safety.clear_hold(db, person_id):
            raise Conflict("There is no hold to clear.", slug="no-hold")
        await audit.record(
            db,
            admin=admin,
            action="josh.hold.cleared",
            target_type="person",
            target_id=person_id,
            reason=reason,
            product=PRODUCT,
        )
    flash_next(request, "success", "The hold is lifted.")
    return Redirect(_HOLDS, status_code=303)


def _hold_name(state: str) -> str:
    return _HOLD_NAMES.get(state, state)


def _clear(person_id: UUID) -> Do:
    return Do("Clear", f"{_HOLDS}/{person_id}/clear", "Why it may go")


def _hold_form(person_id: UUID | None) -> Form:
    asked = (
        Field(name="state", label="Kind", value="soft_hold", options=tuple(_HOLD_NAMES.items())),
        Field(name="reason", label="Reason"),
        Field(
            name="until", label="Until", type="date", hint="Empty: until somebody clears it.", required=False
        ),
    )
    who = () if person_id else (Field(name="who", label="Telephone number or id"),)
    return Form(
        title="Set somebody aside" if person_id is None else "Set aside",
        lead="It replaces whatever hold is in force.",
        action=_HOLDS,
        button="Apply",
        fields=(*who, *asked),
        hidden={"who": str(person_id)} if person_id else {},
    )


def _strikes_table(strikes: list[Any], *, named: bool) -> Table:
    first = ("Who",) if named else ()
    return Table(
        title="Strikes that count",
        columns=(*first, "What for", "Points", "Reason", "Since", "Until"),
        rows=[
            (
                *((Link(row["first_name"], f"{_PEOPLE}/{row['person_id']}"),) if named else ()),
                row["strike_type"],
                row["points"],
                row["reason"],
                row["window_start"],
                row["window_end"],
            )
            for row in strikes
        ],
        empty="None.",
    )


ROUTES = [search_page, find, show_person, show_holds, apply_hold, clear_hold]
