"""What the house promises, and what breaks it: the last look at every invariant, and looking again."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.audit import commands as audit
from kith.commons.invariants.commands import LOOK_JOB, PAGE, queries
from kith.foundation.actor import service
from kith.foundation.jobs import enqueue
from kith.foundation.language import _, ngettext
from kith.web.console_frame import Form, Table, console_page, only, operator
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
_ACTOR = service("console.invariants")
_ROLES: Final = ("ops", "engineering")
_MOST: Final = 200


@get(PAGE, include_in_schema=False, opt=only(*_ROLES))
async def show(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        checks = [row async for row in queries.checks(db.connection)]
        violations = [row async for row in queries.violations(db.connection, at_most=_MOST)]
    names = {"kith": _("House"), **{product.schema: product.name for product in house.products}}
    broken = sum(row["violations"] > 0 or row["failure"] is not None for row in checks)
    if not checks:
        lead = _("Nobody has looked yet. It happens every hour by itself.")
    elif broken:
        lead = ngettext(
            "One promise is broken or could not be checked.",
            "%(num)d promises are broken or could not be checked.",
            broken,
        )
    else:
        lead = _("Every promise holds.")
    return console_page(
        request,
        _("What we promise"),
        [
            Table(
                title=_("What breaks a promise"),
                lead=_("Operators are told by e-mail of each of these once."),
                columns=(_("Promise"), _("Where"), _("Row"), _("Since"), _("Last seen"), _("Gone")),
                rows=[
                    (
                        row["sentence"],
                        names.get(row["schema_name"], row["schema_name"]),
                        row["key"],
                        row["found_at"],
                        row["seen_at"],
                        row["gone_at"],
                    )
                    for row in violations
                ],
                empty=_("Nothing, and nothing did."),
            ),
            Table(
                title=_("All promises"),
                columns=(_("Promise"), _("Where"), _("Name"), _("Looked at"), _("Took"), _("State")),
                rows=[
                    (
                        row["sentence"],
                        names.get(row["schema_name"], row["schema_name"]),
                        row["name"].replace("_", " "),
                        row["checked_at"],
                        f"{row['milliseconds']:.0f} ms",
                        _state(row),
                    )
                    for row in checks
                ],
                empty=_("They appear here after the first look."),
            ),
        ],
        lead=lead,
        forms=[
            Form(
                title=_("Look now"),
                action=f"{PAGE}/look",
                button=_("Look at every promise"),
                fields=(),
                above=True,
            )
        ],
    )


def _state(row: Any) -> str:
    if row["failure"] is not None:
        return _("could not be checked: %(why)s", why=row["failure"])
    if row["violations"]:
        return ngettext("broken by one row", "broken by %(num)d rows", row["violations"])
    return _("holds")


@post(f"{PAGE}/look", include_in_schema=False, status_code=200)
async def look_again(request: Requested) -> Redirect:
    admin = await operator(request, *_ROLES)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        await enqueue(db, LOOK_JOB, once_as=LOOK_JOB)
        await audit.record(
            db, admin=admin, action="invariants.looked", target_type="invariants", target_id=None
        )
    flash_next(request, "success", _("Somebody is looking; reload this page in a moment."))
    return Redirect(PAGE, status_code=303)


ROUTES = [show, look_again]
