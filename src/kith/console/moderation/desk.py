"""What belongs to the desk beside the cases: holds and strikes with their lapse, roles and queues, statements for the European database."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.audit.commands import ROLES
from kith.commons.safety import rights, standing, team, transparency
from kith.commons.safety.deciding import ACTOR
from kith.commons.safety.queue import QUEUES
from kith.console.moderation.frame import ON_A_PAGE, PATH, Requested, moderator, older
from kith.console.moderation.listing import names
from kith.foundation import pages as keyset
from kith.foundation.language import _
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Link, Table, console_page, only_with, reason_of
from kith.web.pages import flash_next
from kith.web.request import house_of


class QueueForm(msgspec.Struct, frozen=True):
    admin: UUID
    product: Annotated[str, msgspec.Meta(max_length=40)] = "all"
    queue: Annotated[str, msgspec.Meta(max_length=40)] = "all"


@get(PATH + "/standing", include_in_schema=False, opt=only_with("standing"))
async def show_standing(
    request: Requested, holds: FromQuery[str | None] = None, strikes: FromQuery[str | None] = None
) -> Response[str]:
    await moderator(request)
    held, struck = await standing.in_force(
        house_of(request),
        holds_after=keyset.decode(holds),
        strikes_after=keyset.decode(strikes),
        size=ON_A_PAGE,
    )
    more_holds = older(held, "applied_at", f"{PATH}/standing?holds=")
    more_strikes = older(struck, "window_start", f"{PATH}/standing?strikes=")
    kinds = {"soft_hold": _("softly: no new invitations"), "hard_hold": _("entirely: nothing at all")}
    tables = [
        Table(
            title=_("Set aside"),
            lead=_("In force now, in every product of the house."),
            columns=(_("Person"), _("How"), _("Why"), _("Since"), _("Lapses"), _("By"), ""),
            rows=[
                (
                    str(row["person_id"]),
                    kinds[row["state"]],
                    row["reason"],
                    row["applied_at"],
                    row["expires_at"] or _("not by itself"),
                    row["applied_by"] or _("the house"),
                    Do(_("Lift"), f"{PATH}/standing/holds/{row['id']}/lift", asks=_("Why?")),
                )
                for row in held
            ],
            empty=_("Nobody is set aside."),
            more=more_holds,
        ),
        Table(
            title=_("Strikes that count"),
            columns=(_("Person"), _("Product"), _("For"), _("Points"), _("Why"), _("Since"), _("Lapses"), ""),
            rows=[
                (
                    str(row["person_id"]),
                    names(request).get(row["product"], row["product"]),
                    row["strike_type"],
                    row["points"],
                    row["reason"],
                    row["window_start"],
                    row["window_end"],
                    Do(_("Lift"), f"{PATH}/standing/strikes/{row['id']}/lift", asks=_("Why?")),
                )
                for row in struck
            ],
            empty=_("None."),
            more=more_strikes,
        ),
    ]
    return console_page(request, _("Holds and strikes"), tables, links=[Link(_("The queue"), PATH)])


@post(PATH + "/standing/holds/{hold:uuid}/lift", include_in_schema=False, status_code=200)
async def lift_hold(request: Requested, hold: FromPath[UUID]) -> Redirect:
    admin, _may = await moderator(request, "standing")
    reason = await reason_of(request)
    await standing.lift_hold(house_of(request), admin, hold, reason)
    flash_next(request, "success", "Lifted, and written down.")
    return Redirect(f"{PATH}/standing", status_code=303)


@post(PATH + "/standing/strikes/{strike:uuid}/lift", include_in_schema=False, status_code=200)
async def lift_strike(request: Requested, strike: FromPath[UUID]) -> Redirect:
    admin, _may = await moderator(request, "standing")
    reason = await reason_of(request)
    await standing.lift_strike(house_of(request), admin, strike, reason)
    flash_next(request, "success", "Lifted, and written down.")
    return Redirect(f"{PATH}/standing", status_code=303)


@get(PATH + "/team", include_in_schema=False, opt=only_with("team"))
async def show_team(request: Requested) -> Response[str]:
    await moderator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, "kith") as db:
        may = await rights.of_roles(db)
    members = await team.members(house)
    tables = [
        Table(
            title=_("What each role may"),
            lead=_(
                "Asked by the database for each thing that is seen or done. Appoint somebody with `kith operator`."
            ),
            columns=(_("Right"), *ROLES),
            rows=[
                (_(words), *(_("yes") if right in may.get(role, ()) else "" for role in ROLES))
                for right, words in rights.RIGHTS.items()
            ],
            empty="",
        ),
        Table(
            title=_("Who works on which queue"),
            lead=_("Operators of role ops work on all; those of role support on the ones they are added to."),
            columns=(_("Operator"), _("Role"), _("Queues"), ""),
            rows=[
                (
                    row["email"],
                    row["role"],
                    _("all") if row["role"] == "ops" else _queues(request, row["queues"]) or _("none"),
                    Do(_("Take off all"), f"{PATH}/team/{row['id']}/leave", asks=_("Why?"))
                    if row["queues"]
                    else "",
                )
                for row in members
            ],
            empty=_("There is nobody."),
        ),
    ]
    helpers = [(str(row["id"]), row["email"]) for row in members if row["role"] == "support"]
    form = Form(
        title=_("Let somebody work on a queue"),
        action=f"{PATH}/team",
        button=_("Add"),
        fields=(
            Field(name="admin", label=_("Operator"), options=helpers),
            Field(
                name="product",
                label=_("Product"),
                options=(("all", _("All products")), *names(request).items()),
            ),
            Field(
                name="queue",
                label=_("Queue"),
                options=(("all", _("All queues")), *((name, name.capitalize()) for name in QUEUES)),
            ),
        ),
    )
    links = [
        Link(_("The queue"), PATH),
        Link(_("Statements for the transparency database"), f"{PATH}/transparency.json"),
    ]
    return console_page(request, _("Roles and queues"), tables, links=links, forms=[form] if helpers else ())


def _queues(request: Requested, pairs: list[tuple[str, str]]) -> str:
    """Queues by product, in words."""
    found: list[str] = []
    for slug, name in names(request).items():
        here = [queue for product, queue in pairs if product == slug]
        if here:
            found.append(f"{name}: {_('all') if len(here) == len(QUEUES) else ', '.join(here)}")
    return "; ".join(found)


@post(PATH + "/team", include_in_schema=False, status_code=200)
async def join(request: Requested) -> Redirect:
    admin, _may = await moderator(request, "team")
    form = await forms.read(request, QueueForm)
    await team.join(house_of(request), admin, form.admin, form.product, form.queue)
    flash_next(request, "success", "Added; the cases are there for them now.")
    return Redirect(f"{PATH}/team", status_code=303)


@post(PATH + "/team/{who:uuid}/leave", include_in_schema=False, status_code=200)
async def leave(request: Requested, who: FromPath[UUID]) -> Redirect:
    admin, _may = await moderator(request, "team")
    reason = await reason_of(request)
    await team.leave(house_of(request), admin, who, reason)
    flash_next(request, "success", "Taken off, and written down.")
    return Redirect(f"{PATH}/team", status_code=303)


@get(PATH + "/transparency.json", include_in_schema=False, opt=only_with("publish"))
async def published(request: Requested) -> Response[bytes]:
    admin, _may = await moderator(request)
    found = await transparency.statements(house_of(request), admin)
    content = msgspec.json.format(msgspec.json.encode({"statements": found}))
    headers = {"content-disposition": 'attachment; filename="statements.json"'}
    return Response(content, media_type="application/json", headers=headers)


ROUTES = [show_standing, lift_hold, lift_strike, show_team, join, leave, published]
