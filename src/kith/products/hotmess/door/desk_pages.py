"""A door's desk: the list, the gates, who works there, what went wrong while offline. For supervisors."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid, Problem
from kith.foundation.language import _, later
from kith.products.hotmess.door import reads, setting_up
from kith.products.hotmess.frame import frame
from kith.products.hotmess.tokens import commands as tokens
from kith.products.hotmess.tokens.commands import Giving
from kith.products.hotmess.tokens.pages import STATES
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
SCOPES: Final = {
    "check_in": later("Coming in"),
    "experience": later("Something special inside"),
    "listing_proof": later("Proof of a ticket for sale"),
    "staff": later("Opening the list at the door"),
}
_MOST: Final = 200
_EMPTY: Final = {"guest_name": "", "username": "", "scope": "check_in", "max_uses": "1"}


class GateForm(msgspec.Struct, frozen=True):
    name: Annotated[str, msgspec.Meta(max_length=80)] = ""


class GateState(msgspec.Struct, frozen=True):
    is_open: bool = False


class StaffForm(msgspec.Struct, frozen=True):
    username: Annotated[str, msgspec.Meta(max_length=24)] = ""
    role: Annotated[str, msgspec.Meta(max_length=20)] = "steward"


class Ending(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=200)] = ""


class Resolving(msgspec.Struct, frozen=True):
    resolution: Annotated[str, msgspec.Meta(max_length=500)] = ""


async def _desk(
    request: Requested,
    beacon: UUID,
    *,
    errors: dict[str, str] | None = None,
    values: dict[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    house, person = house_of(request), person_of(request)
    row, gates = await reads.shown(house, person, beacon, "supervisor")
    names = {name: _(words) for name, words in SCOPES.items()}
    context = {
        "door": dict(row),
        "gates": gates,
        "guests": await reads.search(house, person, beacon, "", at_most=_MOST),
        "staff": await reads.staff(house, beacon),
        "phones": await reads.phones(house, beacon),
        "conflicts": await reads.conflicts(house, person, beacon),
        "states": {name: _(words) for name, words in STATES.items()},
        "scopes": list(names.items()),
        "scope_names": names,
        "owner": row["owner_id"] == person.id,
        "errors": {"guest_name": "", "username": "", "max_uses": "", "name": "", "staff": "", "other": ""}
        | (errors or {}),
        "values": _EMPTY | (values or {}),
    }
    return page(
        request, "hotmess/desk.html", {**frame(request, "doors"), **context}, product="hotmess", status=status
    )


def _back(beacon: UUID, part: str) -> Redirect:
    return Redirect(f"/hotmess/beacons/{beacon}/door/desk#{part}", status_code=303)


@get("/hotmess/beacons/{beacon:uuid}/door/desk", include_in_schema=False)
async def show(request: Requested, beacon: FromPath[UUID]) -> Response[str]:
    return await _desk(request, beacon)


@post("/hotmess/beacons/{beacon:uuid}/door/guests", include_in_schema=False, status_code=200)
async def give(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    sent = {name: str(value) for name, value in (await request.form()).items() if name in _EMPTY}
    try:
        form = await forms.read(request, Giving)
        await tokens.give(house_of(request), person_of(request), beacon, form)
    except (Invalid, Conflict) as problem:
        field = problem.field if problem.field in ("guest_name", "username", "max_uses") else "other"
        return await _desk(
            request, beacon, errors={field: problem.detail}, values=sent, status=problem.status
        )
    flash_next(request, "success", "On the list.")
    return _back(beacon, "guests")


@post(
    "/hotmess/beacons/{beacon:uuid}/door/guests/{token:uuid}/revoke",
    include_in_schema=False,
    status_code=200,
)
async def revoke(request: Requested, beacon: FromPath[UUID], token: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, Ending)
    await _told(request, tokens.revoke(house_of(request), person_of(request), token, form.reason))
    return _back(beacon, "guests")


@post("/hotmess/beacons/{beacon:uuid}/door/gates", include_in_schema=False, status_code=200)
async def add_gate(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, GateForm)
    try:
        await setting_up.add_gate(house_of(request), person_of(request), beacon, form.name)
    except Invalid as problem:
        return await _desk(request, beacon, errors={"name": problem.detail}, status=problem.status)
    return _back(beacon, "gates")


@post("/hotmess/beacons/{beacon:uuid}/door/gates/{gate:uuid}", include_in_schema=False, status_code=200)
async def set_gate(request: Requested, beacon: FromPath[UUID], gate: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, GateState)
    await setting_up.set_gate(house_of(request), person_of(request), beacon, gate, is_open=form.is_open)
    return _back(beacon, "gates")


@post("/hotmess/beacons/{beacon:uuid}/door/staff", include_in_schema=False, status_code=200)
async def add_staff(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, StaffForm)
    try:
        await setting_up.add_staff(house_of(request), person_of(request), beacon, form.username, form.role)
    except Invalid as problem:
        return await _desk(request, beacon, errors={"staff": problem.detail}, status=problem.status)
    flash_next(request, "success", "They find this door under Doors.")
    return _back(beacon, "staff")


@post(
    "/hotmess/beacons/{beacon:uuid}/door/staff/{who:uuid}/drop",
    include_in_schema=False,
    status_code=200,
)
async def drop_staff(request: Requested, beacon: FromPath[UUID], who: FromPath[UUID]) -> Redirect:
    await setting_up.drop_staff(house_of(request), person_of(request), beacon, who)
    return _back(beacon, "staff")


@post(
    "/hotmess/beacons/{beacon:uuid}/door/conflicts/{conflict:uuid}",
    include_in_schema=False,
    status_code=200,
)
async def resolve(request: Requested, beacon: FromPath[UUID], conflict: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, Resolving)
    await _told(
        request,
        setting_up.resolve(house_of(request), person_of(request), beacon, conflict, form.resolution),
    )
    return _back(beacon, "conflicts")


async def _told(request: Requested, work: Any) -> None:
    """Do something small; why it could not be is said on the next page."""
    try:
        await work
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        flash_next(request, "warning", problem.detail)


ROUTES = [show, give, revoke, add_gate, set_gate, add_staff, drop_staff, resolve]
